import { z } from "@medusajs/framework/zod"

/** What the API takes. Facts of Aeropay's OpenAPI document for v2; lengths without a documented limit are the sandbox's own. */

const NOT_MONEY = "money amount must be a dictionary"

const text = (max: number) => z.string().max(max, `exceeded maximum length of ${max}`)
const required = (max = 255) => text(max).trim().min(1, "is empty")

/** Integer cents of US dollars. */
export const Money = z.strictObject(
  {
    amount: z.number(NOT_MONEY).int(NOT_MONEY).min(-1e9, NOT_MONEY).max(1e9, NOT_MONEY),
    currency: z.literal("USD", "currency must be USD"),
  },
  NOT_MONEY
)

/** Examples send numbers as strings too. */
const Id = z
  .union([z.number(), z.string().regex(/^\d{1,9}$/)], "invalid format")
  .transform(Number)
  .pipe(z.number("invalid format").int("invalid format").min(0, "invalid format").max(2_147_483_647, "invalid format"))

const ReferenceId = text(64)
const Dollars = z.string("must be XX.XX").regex(/^\d{1,7}\.\d{2}$/, "must be XX.XX")

const Tip = z.strictObject({ tipAmount: Dollars, label: text(64), totalAmount: Dollars })
const Attribute = z.strictObject({ value: text(1000), description: text(1000).optional() })

/** A name with a value; `tip` has its own form, and is added to the amount. */
export const Attributes = z
  .record(text(64), z.unknown(), "must be an object")
  .refine((value) => Object.keys(value).length <= 50, "too many attributes")
  .transform((value, context) => {
    const { tip, ...others } = value
    const named: Record<string, z.output<typeof Attribute>> = {}
    for (const [name, entry] of Object.entries(others)) {
      const parsed = Attribute.safeParse(entry)
      if (!parsed.success) {
        context.addIssue({ code: "custom", message: `attribute ${name} must have a value and may have a description` })
        return z.NEVER
      }
      named[name] = parsed.data
    }
    const parsedTip = Tip.optional().safeParse(tip)
    if (!parsedTip.success) {
      context.addIssue({ code: "custom", message: "tip must have tipAmount, label and totalAmount" })
      return z.NEVER
    }
    return { named, tip: parsedTip.data }
  })

export type Attributes = z.output<typeof Attributes>

/** Instant returns and declines of Aeropay's sandbox. */
export const SCENARIOS = {
  returnInsufficient: { returnCode: "R01" },
  returnAccount: { returnCode: "R02" },
  returnDispute: { returnCode: "R07" },
  delinquent: { code: "AP109" },
  riskEngine: { code: "AP307" },
  balanceInsufficient: { code: "AP302" },
} as const

export const TokenRequest = z.object({
  apiKey: required(),
  apiSecret: required(),
  scope: text(64),
  id: z.unknown().optional(),
  userId: z.unknown().optional(),
})
export const MerchantId = Id

export const UserRequest = z.strictObject({
  firstName: required(),
  lastName: required(),
  email: z.email("invalid format").max(255),
  phoneNumber: required(32),
})

export const ConfirmRequest = z.strictObject({
  userId: z.uuid("invalid UUID format"),
  code: required(16),
  merchantId: Id,
})

export const LinkRequest = z.strictObject({ connectionId: required(64), aggregator: required(64) })

export const PaymentRequest = z.strictObject({
  merchantId: Id,
  amount: Money,
  bankAccountId: Id.optional(),
  referenceId: ReferenceId.optional(),
  attributes: Attributes.optional(),
  rtp: z.boolean().optional(),
  exceptionScenario: z.enum(Object.keys(SCENARIOS) as (keyof typeof SCENARIOS)[], "unknown scenario").optional(),
})

export const PreauthRequest = z.strictObject({
  merchantId: Id,
  bankAccountId: Id,
  amount: Money,
  referenceId: ReferenceId.optional(),
  attributes: Attributes.optional(),
})

export const PreauthUpdate = z.strictObject({ amount: Money.optional(), attributes: Attributes.optional() })

export const CaptureRequest = z.strictObject({ id: z.uuid("invalid UUID format") })

export const ReverseRequest = z.strictObject({
  id: z.uuid("invalid UUID format"),
  amount: Money.optional(),
  /** Checked by the operation: it answers a malformed one with a code of its own. */
  uuid: text(64).optional(),
  referenceId: ReferenceId.optional(),
})

export const PayoutRequest = z.strictObject({
  userId: z.uuid("invalid UUID format"),
  merchantId: Id,
  amount: Money,
  bankAccountId: Id.optional(),
  attributes: Attributes.optional(),
  referenceId: ReferenceId.optional(),
  rtp: z.boolean().optional(),
})

const PageText = z
  .union([z.string().regex(/^[1-9]\d{0,5}$/), z.number().int().min(1).max(999_999)], "must be a page number")
  .transform(Number)
const SizeText = z
  .union([z.string().regex(/^[1-9]\d{0,2}$/), z.number().int().min(1).max(999)], "must be 1 to 999")
  .transform(Number)

const Paged = {
  page: PageText.default(1),
  perPage: SizeText.default(50),
  sortBy: z.enum(["id", "createdDate", "modifiedDate", "amount", "status"], "cannot be sorted by").default("id"),
  orderBy: z.enum(["asc", "desc"], "must be asc or desc").default("desc"),
}

export const SEARCH_TYPES = [
  "transactionId",
  "uuid",
  "userId",
  "name",
  "phone",
  "email",
  "locationId",
  "merchantId",
] as const

export const SearchRequest = z.strictObject({
  ...Paged,
  timezone: text(64).default("UTC"),
  startDate: text(32).optional(),
  endDate: text(32).optional(),
  searchType: z.enum([...SEARCH_TYPES, "default"], "unknown search type").optional(),
  // The value searched for: the document's only hint is an error that asks for `uuid`.
  ...(Object.fromEntries(SEARCH_TYPES.map((name) => [name, text(255).optional()])) as Record<
    (typeof SEARCH_TYPES)[number],
    z.ZodOptional<z.ZodString>
  >),
  filters: z.strictObject({ paymentType: text(32).optional(), referenceId: ReferenceId.optional() }).default({}),
})

/** Quotes, backslash and control characters are refused everywhere in this query. */
export const PreauthQuery = z.strictObject({
  ...Paged,
  uuid: z.uuid("invalid UUID format").optional(),
  level: text(32).optional(),
  dateStart: text(32).optional(),
  dateEnd: text(32).optional(),
  timezone: text(64).default("UTC"),
})

export const PaymentLinkRequest = z.strictObject({
  merchantId: Id,
  phone: text(32).optional(),
  email: z.email("invalid format").max(255).optional(),
  merchantLocationId: z.union([z.number().int(), text(64)], "invalid format").optional(),
  referenceId: ReferenceId.optional(),
  amount: Money.optional(),
  userId: z.uuid("invalid UUID format").optional(),
  paymentType: z.enum(["preauth", "preauthorized"], "unknown payment type").optional(),
})

export const TOPICS = [
  "transaction_completed",
  "transaction_refunded",
  "transaction_voided",
  "preauthorized_transaction_created",
  "transaction_declined",
  "transaction_resolved",
  "user_active",
  "user_suspended",
  "merchant_reputation_updated",
] as const

export type Topic = (typeof TOPICS)[number]

export const ReputationRequest = z.strictObject({
  merchantId: Id,
  userReputations: z
    .array(z.strictObject({ userId: z.uuid("invalid UUID format"), reputation: z.number().int() }), "must be a list")
    .min(1, "is empty")
    .max(1000, "is too long"),
})

export const ReportQuery = z.strictObject({
  merchantId: Id.optional(),
  dateBegin: text(32).optional(),
  dateEnd: text(32).optional(),
  timezone: text(64).default("America/Chicago"),
  gmtOffset: text(8).optional(),
  page: PageText.default(1),
  size: SizeText.default(20),
  refunds: z.enum(["true", "false"]).default("true"),
  voids: z.enum(["true", "false"]).default("true"),
  version: z.literal("1.0", "unknown version").optional(),
  email: z.email("invalid format").max(255).optional(),
})
