import { z } from "@medusajs/framework/zod"
import { hostOf } from "../hosts"
import { DEFAULT_STATUS_MAP, HYPUR_STATUSES } from "./status"

/** Hosts where real money moves. Reached only with `PAYMENTS_LIVE=true`. */
const LIVE_HOSTS = ["api.hypur.com", "coreapi.posabit.com"]

export const isLiveHypurUrl = (url: string) => LIVE_HOSTS.includes(hostOf(url))

const url = z.url().transform((address) => address.replace(/\/+$/, ""))
/** Where a value may stand in an answer, the first hit wins: `Payload.RequestId`. Compared without case. */
const paths = (...candidates: string[]) => z.array(z.string().max(200)).max(20).default(candidates)
const method = z.string().regex(/^[\w/-]{1,100}$/)

const Fields = z.strictObject({
  /** Hypur's id of the request. */
  requestId: paths("Payload.RequestId", "Payload.PaymentRequestId", "Payload.Id"),
  /** Its state, in Hypur's word. */
  status: paths("Payload.Status", "Payload.RequestStatus"),
  /** Our id, where Hypur gives it back. */
  reference: paths("Payload.Reference", "Payload.ReferenceId"),
  /** What the shop gets. */
  amount: paths("Payload.Amount"),
  /** The consumer's own fee on top. Only this may make her debit larger than the order. */
  fee: paths("Payload.Fee", "Payload.ConvenienceFee"),
  /** What she was debited in all. */
  total: paths("Payload.TotalAmount", "Payload.Total"),
  /** What was given back in all. */
  refunded: paths("Payload.RefundedAmount"),
  /** Hypur's id of a refund. */
  refundId: paths("Payload.RefundId"),
  /** Whether the shop has been paid. */
  paidOut: paths("Payload.PaidOut"),
  /** When the request ends. */
  expiresAt: paths("Payload.ExpiresAt", "Payload.ExpirationDate"),
})

const Webhook = z.strictObject({
  /** `none` until Hypur says how it calls back; `shared_secret_path` is an address that only Hypur knows. */
  mode: z.enum(["none", "shared_secret_path", "hmac"]).default("none"),
  /**
   * The secret part of the address, or the key of the signature; at least 16 characters.
   *
   * @default `HYPUR_WEBHOOK_SECRET`
   */
  secret: z.string().default(""),
  /** Header with the signature. */
  header: z.string().max(100).default("x-hypur-signature"),
  /** Hash of the signature. */
  algorithm: z.enum(["sha256", "sha512"]).default("sha256"),
  /** Where the id of the request stands in the body of a webhook. */
  requestId: paths("RequestId", "Payload.RequestId", "Data.RequestId"),
})

const NEEDED = ["baseUrl", "sdkUrl", "clientPubKey", "clientId", "clientSecret"] as const
const VARIABLES = {
  baseUrl: "HYPUR_BASE_URL",
  sdkUrl: "HYPUR_SDK_URL",
  clientPubKey: "HYPUR_CLIENT_PUB_KEY",
  clientId: "HYPUR_CLIENT_ID",
  clientSecret: "HYPUR_CLIENT_SECRET",
}

/**
 * Hypur, now POSaBIT Pay. Only `CreateRequest` and `consumer/verify` are publicly documented: every other call has its
 * name from here, and is off until it has one. What is off is done by staff in Hypur's portal and noted here by hand.
 */
export const HypurOptionsSchema = z
  .strictObject({
    /**
     * Offers Hypur at the checkout.
     *
     * @default `HYPUR_ENABLED`; on in demo, off in live
     */
    enabled: z.boolean().default(false),
    /**
     * Payments API, e.g. `https://coretestapi.posabit.com/thirdparty/payments/v1.0`.
     *
     * @default `HYPUR_BASE_URL`
     */
    baseUrl: url.optional(),
    /**
     * Consumer API, e.g. `https://tst-api.hypur.com/merchants`; without it phones cannot be looked up.
     *
     * @default `HYPUR_CONSUMER_URL`
     */
    consumerUrl: url.optional(),
    /**
     * Where a shopper without a profile signs up.
     *
     * @default Hypur's own page, in production with `environment: "PRO"`, else for tests
     */
    signUpUrl: url.optional(),
    /**
     * The browser SDK's script.
     *
     * @default `HYPUR_SDK_URL`
     */
    sdkUrl: url.optional(),
    /** Environment that the browser SDK is started with. */
    environment: z.enum(["TEST", "STG", "PRO"]).default("TEST"),
    /**
     * Public key of the shop; the storefront sees it.
     *
     * @default `HYPUR_CLIENT_PUB_KEY`
     */
    clientPubKey: z.string().max(512).optional(),
    /** The shop's name in the browser SDK. */
    clientName: z.string().max(100).default("Online shop"),
    /**
     * Credential of the shop.
     *
     * @default `HYPUR_CLIENT_ID`
     */
    clientId: z.string().max(512).optional(),
    /**
     * The secret that belongs to it.
     *
     * @default `HYPUR_CLIENT_SECRET`
     */
    clientSecret: z.string().max(512).optional(),
    /**
     * The shop's token at the consumer API.
     *
     * @default `HYPUR_MERCHANT_TOKEN`
     */
    merchantToken: z.string().max(50).optional(),
    /** Names of the calls. One without a name is off. */
    methods: z
      .strictObject({
        /** Asks a shopper for money. */
        createRequest: method.default("CreateRequest"),
        /** Reads a request. Without it staff confirm payments by hand. */
        getRequest: method.optional(),
        /** Gives money back. */
        refund: method.optional(),
        /** Takes an open request back. */
        cancel: method.optional(),
      })
      .prefault({}),
    fields: Fields.prefault({}),
    /** Hypur's words, without case, blanks and marks. What is not here puts a request on hold. */
    statusMap: z.record(z.string().max(50), z.enum(HYPUR_STATUSES)).default(DEFAULT_STATUS_MAP),
    /** What becomes of a request in a state that nobody mapped: it waits for staff. */
    unknownStatus: z.literal("hold").default("hold"),
    /** Unit of amounts on the wire. */
    amountUnit: z.enum(["dollars", "cents"]).default("dollars"),
    /** Field in which Hypur takes an id of ours, if it takes one. */
    sendReference: z.union([z.literal(false), z.string().max(50)]).default(false),
    /** `captured`: an approval is captured as soon as the order is there. `authorized`: staff capture. */
    approvedMeans: z.enum(["captured", "authorized"]).default("captured"),
    /** A fee above this is a case, in cents. */
    maxFeeCents: z.number().int().min(0).max(10_000).default(1_000),
    webhook: Webhook.prefault({}),
    /** Seconds between two looks at a request that is open. */
    pollSeconds: z.number().int().min(5).max(600).default(20),
    /** When a request ends that Hypur gave no end. */
    expiresMinutes: z.number().int().min(1).max(1_440).default(30),
    /** Milliseconds to wait for an answer. */
    timeoutMs: z.number().int().min(500).max(60_000).default(10_000),
    /**
     * Real hosts may be called.
     *
     * @default `PAYMENTS_LIVE`
     */
    live: z.boolean().default(false),
  })
  .superRefine((options, context) => {
    const wrong = (path: string[], message: string) => context.addIssue({ code: "custom", path, message })
    if (options.enabled) {
      NEEDED.filter((name) => !options[name]).forEach((name) => wrong([name], `set ${VARIABLES[name]}`))
    }
    for (const name of ["baseUrl", "consumerUrl", "sdkUrl"] as const) {
      if (options[name] && isLiveHypurUrl(options[name]) && !options.live) {
        wrong([name], "is Hypur's production; set PAYMENTS_LIVE=true to allow it")
      }
    }
    if (options.webhook.mode !== "none" && options.webhook.secret.length < 16) {
      wrong(["webhook", "secret"], "must have 16 characters or more: set HYPUR_WEBHOOK_SECRET")
    }
  })

/** Where a shopper without a profile signs up. */
export const signUpUrlOf = ({ signUpUrl, environment }: Pick<HypurOptions, "signUpUrl" | "environment">) =>
  signUpUrl ?? (environment === "PRO" ? "https://secure.posabit.com/SignUp" : "https://test.hypur.com/SignUp")

export type HypurOptions = z.infer<typeof HypurOptionsSchema>
export type HypurOptionsInput = Partial<z.input<typeof HypurOptionsSchema>>
