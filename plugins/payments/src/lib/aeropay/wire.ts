import { z } from "@medusajs/framework/zod"
import { MAX_CENTS } from "../money"

// What the client sends and reads of Aeropay's v2 API. Requests are exact; of answers what we act on, whatever else is there.

const Uuid = z.uuid()
const Id = z.number().int()
/** Whole cents of US dollars. */
export const Money = z.strictObject({ amount: z.number().int().min(0).max(MAX_CENTS), currency: z.literal("USD") })
export type Money = z.infer<typeof Money>

/** Of whole cents. */
export const usd = (amount: number): Money => ({ amount, currency: "USD" })

const ReferenceId = z.string().max(64)

/** Bodies of requests, by operation. */
export const requests = {
  token: z.strictObject({
    apiKey: z.string(),
    apiSecret: z.string(),
    scope: z.enum(["merchant", "userForMerchant"]),
    id: Id,
    userId: Uuid.optional(),
  }),
  user: z.strictObject({ firstName: z.string(), lastName: z.string(), email: z.string(), phoneNumber: z.string() }),
  confirmUser: z.strictObject({ userId: Uuid, code: z.string(), merchantId: Id }),
  linkAccountFromAggregator: z.strictObject({ connectionId: z.string(), aggregator: z.literal("aerosync") }),
  transaction: z.strictObject({
    merchantId: Id,
    amount: Money,
    bankAccountId: Id.optional(),
    referenceId: ReferenceId,
  }),
  preauthTransaction: z.strictObject({ merchantId: Id, amount: Money, bankAccountId: Id, referenceId: ReferenceId }),
  updatePreauthTransaction: z.strictObject({ amount: Money }),
  capturePreauthTransaction: z.strictObject({ id: Uuid }),
  reverseTransaction: z.strictObject({ id: Uuid, amount: Money.optional(), uuid: Uuid, referenceId: ReferenceId }),
  payoutTransaction: z.strictObject({
    userId: Uuid,
    merchantId: Id,
    amount: Money,
    bankAccountId: Id.optional(),
    referenceId: ReferenceId,
  }),
  transactionSearch: z.strictObject({
    timezone: z.string(),
    page: z.string(),
    perPage: z.string(),
    sortBy: z.string().optional(),
    orderBy: z.enum(["asc", "desc"]).optional(),
    startDate: z.string().optional(),
    endDate: z.string().optional(),
    filters: z.strictObject({ referenceId: ReferenceId.optional(), paymentType: z.string().optional() }).optional(),
  }),
  paymentLink: z.strictObject({
    merchantId: z.string(),
    phone: z.string().optional(),
    email: z.string().optional(),
    referenceId: ReferenceId.optional(),
    amount: Money.optional(),
    paymentType: z.literal("preauth").optional(),
  }),
  webhook: z.strictObject({ topic: z.string(), url: z.url() }),
}

const User = z.looseObject({ id: Uuid, userStatus: z.string().optional(), aeroPassUserUuid: Uuid.optional() })

const BankAccount = z.looseObject({
  bankAccountId: Id,
  bankName: z.string(),
  accountLast4: z.string(),
  name: z.string().optional(),
  isSelected: z.boolean(),
  accountType: z.string().optional(),
  status: z.string().optional(),
})

const Amount = z.looseObject({ amount: z.number().int(), currency: z.string() })

/** A payment, a payout or a reversal. */
const Transaction = z.looseObject({
  id: Uuid,
  amount: Amount,
  status: z.string(),
  paymentType: z.string().optional(),
  userId: z.string().optional(),
  referenceId: z.string().nullish(),
  createdDate: z.string().optional(),
  modifiedDate: z.string().optional(),
  apFee: z.string().optional(),
  returnCode: z.string().nullish(),
})

const Preauth = z.looseObject({
  id: Uuid,
  amount: Amount,
  status: z.string(),
  userId: z.string().optional(),
  referenceId: z.string().nullish(),
  createdDate: z.string().optional(),
  expiryDate: z.string().nullish(),
})

const Paging = z.looseObject({ totalPages: Id, totalItems: Id, currentPage: Id, itemsPerPage: Id })
const Webhook = z.looseObject({ id: z.union([Id, z.string()]), topic: z.string(), url: z.string() })

/** Answers, by operation. The key that is read is what makes an answer a success. */
export const answers = {
  token: z.looseObject({ TTL: z.number().positive(), token: z.string().min(1) }),
  newUser: z.looseObject({ user: User, mfaType: z.string().nullish() }),
  user: z.looseObject({ user: User }),
  credentials: z.looseObject({ fastlinkURL: z.string(), token: z.string(), username: z.string() }),
  linked: z.looseObject({ userBankInfo: BankAccount }),
  accounts: z.looseObject({ bankAccounts: z.array(BankAccount) }),
  account: z.looseObject({ bankAccount: BankAccount }),
  transaction: z.looseObject({ transaction: Transaction }),
  preauth: z.looseObject({ transaction: Preauth }),
  preauths: z.looseObject({
    paging: Paging,
    transactions: z.array(Preauth.extend({ transactionId: z.string().nullish() })),
  }),
  search: z.looseObject({ paging: Paging, transactions: z.array(Transaction) }),
  reversed: z.looseObject({
    refundTransaction: z.looseObject({
      id: Uuid.optional(),
      amount: Amount,
      status: z.string().optional(),
      paymentType: z.string().optional(),
    }),
    message: z.string().optional(),
  }),
  refunds: z.looseObject({
    refunds: z.array(Transaction),
    queuedRefunds: z.array(
      z.looseObject({ id: z.string(), referenceId: z.string().nullish(), amount: Amount, status: z.string() })
    ),
  }),
  paymentLink: z.looseObject({ message: z.string() }),
  signingKey: z.looseObject({ signingKey: z.string().min(32) }),
  webhook: z.looseObject({ webhooks: Webhook }),
  webhooks: z.looseObject({ webhooks: z.array(Webhook) }),
  batches: z.looseObject({
    data: z.array(
      z.looseObject({
        batchId: Id,
        batchDate: z.string(),
        transactions: z.array(
          z.looseObject({ uuid: z.string(), amount: Amount, direction: z.enum(["credit", "debit"]) })
        ),
      })
    ),
    paging: Paging,
  }),
}

export type AeropayTransaction = z.infer<typeof Transaction>
export type AeropayPreauth = z.infer<typeof Preauth> & { transactionId?: string | null }
export type AeropayBankAccount = z.infer<typeof BankAccount>
export type AeropayUserAnswer = z.infer<typeof User>
export type AeropayReversal = z.infer<typeof answers.reversed>
export type AeropayRefunds = z.infer<typeof answers.refunds>
export type AeropayBatch = z.infer<typeof answers.batches>["data"][number]

const ErrorBody = z.looseObject({ code: z.string(), message: z.string().optional() })

/**
 * What an answer says went wrong, in any of Aeropay's envelopes; nothing when it is none of them. Business errors come
 * with HTTP 200, so this is asked first, whatever the status.
 */
export function readError(body: unknown): { code: string; message: string } | undefined {
  if (!body || typeof body !== "object") {
    return undefined
  }
  const { error, success, code, message } = body as Record<string, unknown>
  const nested = ErrorBody.safeParse(error)
  if (nested.success) {
    return { code: nested.data.code, message: nested.data.message ?? nested.data.code }
  }
  if (typeof error === "string") {
    return { code: typeof code === "string" ? code : "ApError", message: error }
  }
  if (error || success === false) {
    return { code: typeof code === "string" ? code : "ApError", message: String(message ?? "Aeropay refused") }
  }
  return typeof code === "string" ? { code, message: String(message ?? code) } : undefined
}
