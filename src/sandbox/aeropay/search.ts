import type { z } from "@medusajs/framework/zod"
import type { SearchAnswer } from "./answers"
import { assumed, type Operation } from "./api"
import { missing, read } from "./errors"
import { inRange, pageOf, rangeOf, sorted } from "./listing"
import { SearchRequest, SEARCH_TYPES } from "./schemas"
import { presentKnown } from "./transaction-answers"
import type { Transaction } from "./transactions"
import { nameOf } from "./users"
import type { World } from "./world"

/** `POST /v2/transactionSearch`. */
export const searchOperations = (world: World): Operation[] => [
  { method: "post", path: "/transactionSearch", token: "merchant", act: ({ body }) => search(world, body) },
]

const SORT_KEYS = {
  createdDate: (transaction: Transaction) => transaction.createdAt,
  modifiedDate: (transaction: Transaction) => transaction.modifiedAt,
  amount: (transaction: Transaction) => transaction.cents,
  status: (transaction: Transaction) => transaction.status,
}

function search(world: World, body: unknown) {
  const request = read(SearchRequest, body)
  const { page, perPage, sortBy, orderBy, filters } = request
  const range = rangeOf(request.startDate, request.endDate, request.timezone, ["startDate", "endDate"])
  const type = request.searchType === "default" ? undefined : request.searchType
  const wanted = type && request[type]
  if (type && wanted === undefined) {
    throw missing(type)
  }
  const found = candidates(world, filters.referenceId).filter(
    (transaction) =>
      inRange(transaction.createdAt, range) &&
      (!filters.paymentType || transaction.type === filters.paymentType) &&
      (!type || wanted === undefined || valueOf(world, transaction, type).toLowerCase() === wanted.toLowerCase())
  )
  const { rows, paging } = pageOf(sorted(found, SORT_KEYS, sortBy, orderBy), page, perPage)
  const answer: z.input<typeof SearchAnswer> = {
    paging,
    transactions: rows.map((transaction) => {
      const user = world.users.get(transaction.userId)
      const { referenceId, ...known } = presentKnown(transaction, "array")
      return {
        ...known,
        ...(world.switches.search_shows_reference && referenceId !== undefined && { referenceId }),
        customerName: user ? nameOf(user) : "",
        locationName: world.credentials.name,
        merchantName: world.credentials.name,
      }
    }),
  }
  // Where the value that is searched for goes is not documented.
  return type ? assumed(answer) : answer
}

/** Newest first. A reference is found without looking at all. */
const candidates = ({ transactions }: World, referenceId: string | undefined) =>
  referenceId === undefined ? transactions.shelf.newestFirst() : transactions.withReference(referenceId).reverse()

function valueOf({ users }: World, transaction: Transaction, type: (typeof SEARCH_TYPES)[number]): string {
  const user = users.get(transaction.userId)
  const values = {
    transactionId: transaction.id,
    uuid: transaction.id,
    userId: transaction.userId,
    name: user ? nameOf(user) : "",
    phone: user?.phoneNumber ?? "",
    email: user?.email ?? "",
    locationId: String(transaction.locationId),
    merchantId: String(transaction.merchantId),
  }
  return values[type]
}
