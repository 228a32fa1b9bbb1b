import type { z } from "@medusajs/framework/zod"
import type { KnownTransaction, NewTransaction } from "./answers"
import { isoOf } from "./calendar"
import { centsOf, feeOf, money, plainDollars } from "./money"
import type { Attributes } from "./schemas"
import type { Switches } from "./switches"
import type { Transaction } from "./transactions"

/** Attributes as answers show them: an object in most examples, a list in the document's schema and in some examples. */
export function presentAttributes(attributes: Attributes, as: Switches["attributes_as"]) {
  const { named, tip } = attributes
  if (as === "object") {
    const { tipAmount, label, totalAmount } = tip ?? {}
    return { ...named, ...(tip && { tip: { selection: { tipAmount: centsOf(tipAmount!), label, totalAmount } } }) }
  }
  const list = Object.entries(named).map(([name, { value, description }]) => ({
    value,
    name,
    ...(description !== undefined && { description }),
  }))
  return tip ? [{ value: String(centsOf(tip.tipAmount)), name: "tip", description: "flat" }, ...list] : list
}

/** As the request that made it is answered. */
export const presentNew = (
  transaction: Transaction,
  attributesAs: Switches["attributes_as"]
): z.input<typeof NewTransaction> => ({
  id: transaction.id,
  amount: money(transaction.cents),
  status: transaction.status,
  paymentType: transaction.type,
  userId: transaction.userId,
  ...(transaction.referenceId !== undefined && { referenceId: transaction.referenceId }),
  ...(transaction.attributes && { attributes: presentAttributes(transaction.attributes, attributesAs) }),
  isRtp: transaction.isRtp,
  merchantId: transaction.merchantId,
  title: transaction.title,
  locationId: transaction.locationId,
  userAccountId: transaction.accountId,
})

/** As every later answer and the webhooks show it. */
export const presentKnown = (
  transaction: Transaction,
  attributesAs: Switches["attributes_as"]
): z.input<typeof KnownTransaction> => ({
  ...presentNew(transaction, attributesAs),
  createdDate: isoOf(transaction.createdAt),
  modifiedDate: isoOf(transaction.modifiedAt),
  apFee: plainDollars(feeCents(transaction)),
  ...(transaction.returnCode && { returnCode: transaction.returnCode }),
})

/** Of a voided one there is none. */
export const feeCents = ({ status, cents }: Pick<Transaction, "status" | "cents">) =>
  status === "void" ? 0 : feeOf(cents)
