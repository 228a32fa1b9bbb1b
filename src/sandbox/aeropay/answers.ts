import { z } from "@medusajs/framework/zod"

/** What the API answers, field by field. Facts of Aeropay's OpenAPI document for v2 and its examples. */

const Cents = z.strictObject({ amount: z.number().int(), currency: z.literal("USD") })
const Id = z.number().int()
const Uuid = z.uuid()
const Iso = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/)
/** Dollars as text: `0.03`, `2,924,567.05`. */
const DollarText = z.string().regex(/^-?\d{1,3}(,\d{3})*\.\d\d$/)

export const TokenAnswer = z.strictObject({ TTL: z.literal(1800), token: z.string() })

const user = {
  id: Uuid,
  firstName: z.string(),
  lastName: z.string(),
  type: z.enum(["consumer", "business"]),
  email: z.string(),
  phoneNumber: z.string(),
  createdDate: Iso,
  /** Said by the guides; the OpenAPI document leaves it out. */
  aeroPassUserUuid: Uuid,
}

export const NewUserAnswer = z.strictObject({
  user: z.strictObject(user),
  mfaType: z.enum(["sms", "email"]).nullable(),
})
export const UserAnswer = z.strictObject({ user: z.strictObject({ ...user, userStatus: z.string() }) })

export const CredentialsAnswer = z.strictObject({ fastlinkURL: z.url(), token: z.string(), username: z.string() })

const account = {
  bankAccountId: Id,
  bankName: z.string(),
  accountLast4: z.string().length(4),
  name: z.string(),
  isSelected: z.boolean(),
  accountType: z.string(),
  status: z.string(),
  createdDate: Iso,
}

export const LinkAnswer = z.strictObject({
  userBankInfo: z.strictObject({
    ...account,
    externalBankAccountId: z.string(),
    accountHolderInfo: z.array(z.strictObject({ name: z.strictObject({ fullName: z.string() }) })),
    canFetchBalance: z.boolean(),
    balance: z.number().int().optional(),
  }),
})
export const AccountAnswer = z.strictObject({ bankAccount: z.strictObject(account) })
export const AccountsAnswer = z.strictObject({
  bankAccounts: z.array(z.strictObject({ ...account, connectionId: Uuid.optional() })),
})

const AttributeMap = z.record(z.string(), z.unknown())
const AttributeList = z.array(
  z.strictObject({ name: z.string(), value: z.string(), description: z.string().optional() })
)
/** The document's schema says a list, its examples mostly show an object: clients read both. */
const AttributesAnswer = z.union([AttributeMap, AttributeList])

const Status = z.enum(["pending", "processed", "void", "declined", "resolved"])
const PaymentType = z.enum(["payment", "payment+", "payout", "reversal"])

const transaction = {
  id: Uuid,
  amount: Cents,
  status: Status,
  paymentType: PaymentType,
  userId: Uuid,
  referenceId: z.string().optional(),
  attributes: AttributesAnswer.optional(),
  isRtp: z.boolean(),
  merchantId: Id,
  title: z.string(),
  locationId: Id,
  userAccountId: Id,
}

const known = {
  ...transaction,
  createdDate: Iso,
  modifiedDate: Iso,
  apFee: DollarText,
  returnCode: z
    .string()
    .regex(/^R\d\d$/)
    .optional(),
}

export const NewTransaction = z.strictObject(transaction)
export const KnownTransaction = z.strictObject(known)
export const NewTransactionAnswer = z.strictObject({ transaction: NewTransaction })
export const TransactionAnswer = z.strictObject({ transaction: KnownTransaction })

const Paging = z.strictObject({ totalPages: Id, totalItems: Id, currentPage: Id, itemsPerPage: Id })

export const SearchAnswer = z.strictObject({
  paging: Paging,
  transactions: z.array(
    z.strictObject({ ...known, customerName: z.string(), locationName: z.string(), merchantName: z.string() })
  ),
})

const QueuedRefund = z.strictObject({
  id: Uuid,
  referenceId: z.string().nullable(),
  amount: Cents,
  status: z.enum(["queued", "abandoned"]),
})
export const RefundsAnswer = z.strictObject({
  refunds: z.array(KnownTransaction),
  queuedRefunds: z.array(QueuedRefund),
})

export const ReverseAnswer = z.strictObject({
  refundTransaction: z.union([
    KnownTransaction,
    z.strictObject({ userId: Uuid, merchantId: Id, userAccountId: Id, amount: Cents }),
  ]),
  message: z.string(),
})

const preauth = {
  id: Uuid,
  amount: Cents,
  status: z.enum(["pending", "live", "canceled", "completed", "expired"]),
  userId: Uuid,
  referenceId: z.string().optional(),
  description: z.string(),
  attributes: AttributeMap,
  createdDate: Iso,
  expiryDate: Iso,
  userName: z.string(),
  userEmail: z.string(),
  merchantId: Id,
  userAccountId: Id,
  locationId: Id,
}

export const PreauthFields = z.strictObject(preauth)
export const PreauthAnswer = z.strictObject({ transaction: PreauthFields })
/** Shorter than the others. */
export const CanceledAnswer = z.strictObject({
  transaction: PreauthFields.omit({ description: true, attributes: true, referenceId: true }),
})
export const CaptureAnswer = z.union([NewTransactionAnswer, PreauthAnswer])
export const PreauthsAnswer = z.strictObject({
  paging: Paging,
  transactions: z.array(
    z.strictObject({ ...preauth, transactionId: Uuid.nullable(), merchantAccountId: Id, merchantLocationId: Id })
  ),
})

export const PaymentLinkAnswer = z.strictObject({ message: z.string(), referenceId: z.string().optional() })

export const SigningKeyAnswer = z.strictObject({ message: z.string(), signingKey: z.string().regex(/^[0-9a-f]{64}$/) })

const webhook = { payloadVersion: z.literal("2.0"), topic: z.string(), url: z.url() }
export const WebhookAnswer = z.strictObject({ webhooks: z.strictObject({ id: Id, ...webhook }) })
export const WebhooksAnswer = z.strictObject({ webhooks: z.array(z.strictObject({ id: Id, ...webhook })) })
/** Here, and only here, the id is text. */
export const WebhooksDeletedAnswer = z.strictObject({
  webhooks: z.array(z.strictObject({ id: z.string(), ...webhook })),
})

export const BatchesAnswer = z.strictObject({
  data: z.array(
    z.strictObject({
      batchId: Id,
      batchDate: Iso,
      transactions: z.array(z.strictObject({ uuid: Uuid, amount: Cents, direction: z.enum(["credit", "debit"]) })),
    })
  ),
  paging: Paging,
})
export const TotalsAnswer = z.strictObject({
  chargeTotal: DollarText,
  tipTotal: DollarText,
  feeTotal: DollarText,
  rewardsTotal: DollarText,
  payoutsTotal: DollarText,
  refundsTotal: DollarText,
  netTotal: DollarText,
  returns: z.strictObject({ payoutReturnsTotal: DollarText }),
})
export const CsvAnswer = z.strictObject({ success: z.literal(true), message: z.string() })

export const ReputationAnswer = z.strictObject({
  merchantId: z.string(),
  dateModified: z.string().nullable(),
  paging: z.null(),
  userId: Uuid,
  userReputation: z.number().int().min(0).max(2),
})
export const ReputationsAnswer = z.strictObject({
  userReputations: z.array(z.strictObject({ userId: Uuid, reputation: z.number().int() })),
})

export const TipsAnswer = z.strictObject({
  tipConfiguration: z.union([
    z.strictObject({ enabled: z.literal(false) }),
    z.strictObject({
      enabled: z.literal(true),
      options: z.array(
        z.union([
          z.strictObject({ type: z.literal("percentage"), value: z.number() }),
          z.strictObject({ type: z.literal("flat"), value: Cents }),
        ])
      ),
      defaultValue: z.null(),
      customTipEnabled: z.boolean(),
    }),
  ]),
})

export const ErrorAnswer = z.union([
  z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string(), help: z.string().optional() }) }),
  z.strictObject({ success: z.literal(false), code: z.string(), error: z.string() }),
  z.strictObject({ code: z.string(), message: z.string() }),
])
