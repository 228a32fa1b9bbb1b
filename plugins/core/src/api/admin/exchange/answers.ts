import { z } from "@medusajs/framework/zod"
import { pageOf } from "../../../lib/route-contracts"

const at = z.iso.datetime()
const text = z.string().nullable()
const count = z.number().int().min(0)
/** What came or went, with secrets and personal fields blanked. */
const blanked = z.unknown()

const OutboxMessage = z.object({
  id: z.string(),
  topic: z.string(),
  key: z.string().describe("What the message is about; unique for its topic"),
  state: z.enum(["pending", "sending", "sent", "dead"]),
  attempts: count,
  next_attempt_at: at,
  last_error: text,
  sent_at: at.nullable(),
  created_at: at,
})

const InboxMessage = z.object({
  id: z.string(),
  source: z.string(),
  url: z.string(),
  state: z.enum(["received", "handling", "handled", "dead"]),
  attempts: count,
  deliveries: count.describe("How often the same message came"),
  next_attempt_at: at,
  last_error: text,
  handled_at: at.nullable(),
  created_at: at,
})

const Attempt = z.object({
  id: z.string(),
  service: z.string(),
  operation: z.string(),
  idempotency_key: z.string(),
  state: z.enum(["sent", "succeeded", "failed", "unknown"]),
  status: z.number().int().nullable().describe("HTTP status of the answer"),
  message: text,
  duration_ms: count.nullable(),
  cause_id: text.describe("The outbox or inbox message in whose handling the call was made"),
  created_at: at,
  settled_at: at.nullable(),
})

const Case = z.object({
  id: z.string(),
  kind: z.string(),
  summary: z.string(),
  subject_type: z.string(),
  subject_id: z.string(),
  state: z.enum(["open", "closed"]),
  note: text,
  closed_by: text,
  closed_at: at.nullable(),
  created_at: at,
})

/** What each kind of row looks like in a list, and by itself. */
export const exchangeAnswers = {
  outbox: {
    list: pageOf("outbox", OutboxMessage),
    detail: z.object({ outbox_message: OutboxMessage.extend({ payload: blanked }) }),
  },
  inbox: {
    list: pageOf("inbox", InboxMessage),
    detail: z.object({
      inbox_message: InboxMessage.extend({
        dedupe_key: z.string(),
        ordering_key: z.string(),
        method: z.string(),
        headers: z.record(z.string(), z.string()),
        body: blanked,
      }),
    }),
  },
  attempts: {
    list: pageOf("attempts", Attempt),
    detail: z.object({ attempt: Attempt.extend({ request: blanked, response: blanked }) }),
  },
  cases: {
    list: pageOf("cases", Case),
    detail: z.object({ case: Case.extend({ details: blanked, key: z.string() }) }),
  },
}
