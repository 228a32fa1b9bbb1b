import type { z } from "@medusajs/framework/zod"
import type { CanceledAnswer, CaptureAnswer, PreauthAnswer, PreauthsAnswer } from "./answers"
import { assumed, type Operation } from "./api"
import { assertFunds } from "./banks"
import { assertDebit, assertMerchant, assertTip } from "./checks"
import { ApProblem, malformed, read } from "./errors"
import { isUuid } from "./ids"
import { inRange, pageOf, rangeOf, sorted } from "./listing"
import type { Preauth, PreauthStatus } from "./preauths"
import { CaptureRequest, PreauthQuery, PreauthRequest, PreauthUpdate } from "./schemas"
import { presentNew } from "./transaction-answers"
import { withTip } from "./transactions"
import type { World } from "./world"

/** Everything around a preauth. */
export const preauthOperations = (world: World): Operation[] => [
  {
    method: "post",
    path: "/preauthTransaction",
    token: "user",
    isIdempotent: true,
    act: (call) => authorize(world, call),
  },
  {
    method: "get",
    path: "/preauthTransaction/:id",
    token: "merchant",
    act: ({ params }) => answer(world, find(world, params.id, 200)),
  },
  {
    method: "patch",
    path: "/preauthTransaction/:id",
    token: "merchant",
    act: ({ params, body }) => answer(world, update(world, find(world, params.id, 400), body)),
  },
  {
    method: "delete",
    path: "/preauthTransaction/:id",
    token: "merchant",
    act: ({ params }) => {
      const preauth = find(world, params.id, 400)
      assertOpen(world, preauth, ["live", "pending"])
      world.declines.check("cancel", preauth)
      preauth.status = "canceled"
      const { description: _text, attributes: _list, referenceId: _ours, ...shown } = world.preauths.present(preauth)
      return { transaction: shown } satisfies z.input<typeof CanceledAnswer>
    },
  },
  {
    method: "post",
    path: "/capturePreauthTransaction",
    token: "merchant",
    act: ({ body, at }) => capture(world, find(world, read(CaptureRequest, body).id, 400), at),
  },
  { method: "get", path: "/preauthTransactions", token: "merchant", act: ({ query }) => list(world, query) },
]

type Call = Parameters<Operation["act"]>[0]

/** An expired one is known from the words of the guides only. */
function answer({ preauths }: World, preauth: Preauth) {
  const body: z.input<typeof PreauthAnswer> = { transaction: preauths.present(preauth) }
  return body.transaction.status === "expired" ? assumed(body) : body
}

function find({ preauths }: World, id: string, status: 200 | 400): Preauth {
  if (!isUuid(id)) {
    throw malformed("id: invalid UUID format", { status })
  }
  const preauth = preauths.get(id)
  if (!preauth) {
    throw new ApProblem("AP313")
  }
  return preauth
}

/** AP312 names the transaction that took it; AP313 the status that forbids. */
function assertOpen({ preauths }: World, preauth: Preauth, allowed: PreauthStatus[]) {
  const status = preauths.statusOf(preauth)
  if (status === "completed") {
    const message = `Preauth has already been captured by Transaction #${preauth.transactionId}.`
    throw new ApProblem("AP312", { message })
  }
  if (!allowed.includes(status)) {
    const message = `Preauthorized Transaction with status of ${status} is not eligible for capture`
    throw new ApProblem("AP313", { message, assumed: status !== "canceled" })
  }
}

function authorize(world: World, { body, user, at }: Call) {
  const { merchantId, amount, bankAccountId, referenceId, attributes } = read(PreauthRequest, body)
  assertMerchant(world, merchantId)
  assertTip(amount.amount, attributes)
  const { cents, tipCents } = withTip(amount.amount, attributes)
  const payer = user()
  const debit = { operation: "preauth", user: payer, accountId: bankAccountId, cents, referenceId } as const
  const account = assertDebit(world, debit)
  const input = { cents, tipCents, userId: payer.id, accountId: account.id, referenceId, attributes }
  return answer(world, world.preauths.create(input, at))
}

/** Which code forbids more than was authorised is not documented; AP315 is the listed one that fits. */
function update(world: World, preauth: Preauth, body: unknown) {
  const { amount, attributes } = read(PreauthUpdate, body)
  assertOpen(world, preauth, ["live"])
  world.declines.check("update", preauth)
  const base = amount?.amount ?? preauth.cents - preauth.tipCents
  assertTip(base, attributes)
  const { cents, tipCents } = withTip(base, attributes ?? preauth.attributes)
  if (cents <= 0) {
    throw new ApProblem("AP308", { assumed: true })
  }
  if (cents > preauth.authorizedCents) {
    throw new ApProblem("AP315", { assumed: true })
  }
  return Object.assign(preauth, { cents, tipCents, attributes: attributes ?? preauth.attributes })
}

/** Approval was no promise: the bank is asked again, and may say no. */
function capture(world: World, preauth: Preauth, at: number) {
  const { declines, users, banks, transactions, preauths, switches } = world
  assertOpen(world, preauth, ["live"])
  declines.check("capture", preauth)
  const user = users.get(preauth.userId)
  if (!user) {
    throw new ApProblem("AP400")
  }
  assertFunds(banks.ofPayment(user, preauth.accountId), preauth.cents)
  const echo = preauths.present(preauth)
  const { cents, tipCents, userId, accountId, referenceId, attributes } = preauth
  const transaction = transactions.create(
    { type: switches.payment_type, cents, tipCents, userId, accountId, referenceId, attributes, preauthId: preauth.id },
    at
  )
  Object.assign(preauth, { status: "completed", transactionId: transaction.id })
  transactions.approve(transaction, at)
  if (switches.capture_reply === "echo_preauth") {
    return { transaction: echo } satisfies z.input<typeof CaptureAnswer>
  }
  // The guides tell of a new transaction in words; the reference shows no such answer.
  const body: z.input<typeof CaptureAnswer> = { transaction: presentNew(transaction, switches.attributes_as) }
  return assumed(body)
}

function list({ preauths, credentials }: World, query: Record<string, unknown>) {
  const unfit = Object.entries(query).find(([, value]) => typeof value !== "string" || /["'\\\p{Cc}]/u.test(value))
  if (unfit) {
    throw malformed(`${unfit[0].slice(0, 64)}: unsupported character`)
  }
  const { uuid, level, page, perPage, sortBy, orderBy, ...dates } = read(PreauthQuery, query)
  const range = rangeOf(dates.dateStart, dates.dateEnd, dates.timezone, ["dateStart", "dateEnd"])
  const candidates = uuid ? [preauths.get(uuid) ?? []].flat() : preauths.shelf.newestFirst()
  const found = candidates.filter(
    (preauth) => inRange(preauth.createdAt, range) && (!level || preauths.statusOf(preauth) === level)
  )
  const keys = {
    createdDate: (preauth: Preauth) => preauth.createdAt,
    modifiedDate: (preauth: Preauth) => preauth.createdAt,
    amount: (preauth: Preauth) => preauth.cents,
    status: (preauth: Preauth) => preauths.statusOf(preauth),
  }
  const { rows, paging } = pageOf(sorted(found, keys, sortBy, orderBy), page, perPage)
  const body: z.input<typeof PreauthsAnswer> = {
    paging,
    transactions: rows.map((preauth) => ({
      ...preauths.present(preauth),
      transactionId: preauth.transactionId,
      merchantAccountId: credentials.merchantId,
      merchantLocationId: credentials.locationId,
    })),
  }
  return body
}
