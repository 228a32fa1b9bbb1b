import type { InboxRequest, InboxVerification } from "@rise-via/core"
import { hmacHex, isSameSecret, unauthorized } from "../signatures"
import type { VendorDecision } from "../vendor-decision"
import { decisionOf, PersonaEvent, PersonaInquiryAnswer, type PersonaReading } from "./wire"

/** Seconds by which the time of a signature may differ from ours; an older message may be somebody's recording. */
const TOLERANCE = 300

/**
 * `Persona-Signature: t=<unix seconds>,v1=<hex>`: the HMAC-SHA256 of time, a dot and the body as it was sent. While a
 * secret is being replaced there are two such pairs with a space between them, and one must match.
 */
export function verifyPersonaWebhook(
  { headers, rawBody }: Pick<InboxRequest, "headers" | "rawBody">,
  secret: string,
  now: Date
): InboxVerification {
  const pairs = (headers["persona-signature"] ?? "").split(" ").flatMap((pair) => {
    const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/i.exec(pair)
    return match ? [{ time: match[1], signature: match[2].toLowerCase() }] : []
  })
  if (!pairs.length) {
    return unauthorized("the message is not signed")
  }
  const signed = pairs.find(({ time, signature }) => {
    const message = Buffer.concat([Buffer.from(`${time}.`), rawBody])
    return isSameSecret(signature, hmacHex(secret, message))
  })
  if (!signed) {
    return unauthorized("the signature does not match")
  }
  const isRecent = Math.abs(now.getTime() / 1000 - Number(signed.time)) <= TOLERANCE
  return isRecent ? { ok: true } : unauthorized("the signature is too old or from the future")
}

export type PersonaMessage = {
  /** The event's: the same for each repeat. */
  key: string
  name: string
  session_id: string
  /** As it was at the event. Events come in any order: what counts is what the inquiry says when it is read again. */
  decision: VendorDecision
}

/** An event of an inquiry, or undefined when it is about something else. */
export function readPersonaWebhook(body: unknown, reading: PersonaReading = {}): PersonaMessage | undefined {
  const event = PersonaEvent.safeParse(body)
  const inquiry = PersonaInquiryAnswer.safeParse(event.data?.data.attributes.payload)
  if (!event.success || !inquiry.success) {
    return undefined
  }
  const { id, attributes } = event.data.data
  return {
    key: id,
    name: attributes.name,
    session_id: inquiry.data.data.id,
    decision: decisionOf(inquiry.data, reading),
  }
}
