import { z } from "@medusajs/framework/zod"

/** How a webhook is written and signed. */
export const Wire = {
  /** `compact`: no spaces and UTF-8, signed as if spaced. `v1`: the old body. `tampered`: changed after signing. `cut`: no JSON. */
  body: z.enum(["python", "compact", "v1", "tampered", "cut"]),
  signature: z.enum(["valid", "none", "wrong"]),
}

/**
 * Where the documents are silent or contradict each other, or an account is set up by Aeropay's staff: how this sandbox
 * behaves. The defaults are what is documented best.
 */
export const Switches = z.strictObject({
  /** The words say a new transaction is answered; the only example shows the preauth again. */
  capture_reply: z.enum(["new_transaction", "echo_preauth"]).default("new_transaction"),
  /** A partial refund before the batch. */
  partial_before_batch: z.enum(["queue", "void_partial"]).default("queue"),
  /** A refund after the batch, while the payment has not cleared. */
  refund_before_clearing: z.enum(["create", "queue"]).default("create"),
  attributes_as: z.enum(["object", "array"]).default("object"),
  payment_type: z.enum(["payment", "payment+"]).default("payment"),
  /** `none`: users need no code and are connected at once. */
  mfa: z.enum(["sms", "email", "none"]).default("sms"),
  /** Whether users may link banks at all (AP407). */
  bank_linking: z.boolean().default(true),
  preauth_days: z.number().int().min(1).max(365).default(3),
  /** `staff`: a preauth stays `pending` until it is approved or declined below `__sim`. */
  preauth_approval: z.enum(["instant", "staff"]).default("instant"),
  /** A payment is processed with its n-th batch; 1 is the one that debits it. */
  clears_after_batches: z.number().int().min(1).max(10).default(3),
  /** AP304 above it. */
  transaction_limit_cents: z.number().int().min(1).nullable().default(null),
  /** Whether `rtp: true` makes an instant payment, which the customer must approve, instead of an ACH one. */
  rtp_eligible: z.boolean().default(false),
  /** From a payment with a return scenario to its return. */
  return_after_ms: z.number().int().min(0).max(864_000_000).default(5000),
  suspend_on_return: z.boolean().default(true),
  idempotent_errors: z.enum(["replay", "forget"]).default("replay"),
  /** Keys the look-up finds: documented for POST transaction. */
  idempotency_lookup: z.enum(["transaction", "all"]).default("transaction"),
  /** How long the four idempotent operations take; meanwhile their key answers AP1401. */
  processing_ms: z.number().int().min(0).max(600_000).default(0),
  /** Whether found transactions show their referenceId: it can be searched for, but neither schema nor example answers it. */
  search_shows_reference: z.boolean().default(false),
  /** Token for `GET transaction/{uuid}/refunds`. */
  refunds_token: z.enum(["user", "merchant", "any"]).default("user"),
  /** The report's lines: one a transaction, or sums as the documented sample seems to have. */
  batch_lines: z.enum(["transactions", "sums"]).default("transactions"),
  tips: z.enum(["off", "percentages", "mixed"]).default("off"),
  /** Ours: amounts that decline, `declines.ts`. */
  amount_triggers: z.boolean().default(true),
  webhook_body: Wire.body.default("python"),
  webhook_signature: Wire.signature.default("valid"),
  webhook_times: z.number().int().min(1).max(100).default(1),
  webhook_delay_ms: z.number().int().min(0).max(864_000_000).default(0),
  /** Webhooks wait for `POST __sim/webhooks/release`, which may turn their order round. */
  webhook_hold: z.boolean().default(false),
})

export type Switches = z.output<typeof Switches>

/** Of `Switches`, any part; a field that is not given stays as it is. */
export const SwitchesPart = z.strictObject(
  Object.fromEntries(Object.entries(Switches.shape).map(([name, type]) => [name, type.unwrap().optional()])) as {
    [Name in keyof typeof Switches.shape]: z.ZodOptional<ReturnType<(typeof Switches.shape)[Name]["unwrap"]>>
  }
)
