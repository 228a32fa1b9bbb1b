import { z } from "@medusajs/framework/zod"
import { sha256 } from "@rise-via/core"

const Amount = z.looseObject({ amount: z.number().int(), currency: z.string() })
const Subject = z.looseObject({
  id: z.string().max(64).optional(),
  referenceId: z.string().max(64).nullish(),
  status: z.string().max(64).optional(),
  amount: Amount.optional(),
})

/** A webhook of version 2.0. What moves money is read again; this says which thing changed. */
export const AeropayWebhook = z.looseObject({
  topic: z.string().max(64),
  data: Subject.extend({
    userId: z.string().max(64).optional(),
    transaction: Subject.optional(),
    refundTransaction: z.array(Subject).max(1000).optional(),
  }),
  payloadVersion: z.string().max(8).optional(),
  date: z.string().max(32),
})

export type AeropayWebhook = z.infer<typeof AeropayWebhook>

export const readWebhook = (body: unknown): AeropayWebhook | undefined => AeropayWebhook.safeParse(body).data

/** Milliseconds; NaN when it is no date. Aeropay writes UTC without saying so. */
export const sentAt = ({ date }: AeropayWebhook) => Date.parse(`${date.replace(" ", "T")}Z`)

/** The transaction or hold that it is about. */
export const subjectOf = ({ data }: AeropayWebhook) => data.transaction ?? data

/** There is no event id: this is what tells two messages apart. */
export function dedupeKeyOf(webhook: AeropayWebhook): string {
  const { topic, data, date } = webhook
  const { id, status } = subjectOf(webhook)
  const refunds = (data.refundTransaction ?? []).map((one) => `${one.id}:${one.status}`).sort()
  return sha256([topic, id ?? data.userId, status, ...refunds, date].join("|"))
}

/** Messages about one payment, or one user, are handled one after the other. */
export const orderingKeyOf = (webhook: AeropayWebhook) => {
  const { referenceId, id } = subjectOf(webhook)
  return referenceId || id || webhook.data.userId || webhook.topic
}
