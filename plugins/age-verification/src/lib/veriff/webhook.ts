import type { InboxRequest, InboxVerification } from "@rise-via/core"
import { hmacHex, isSameSecret, unauthorized } from "../signatures"
import type { VendorDecision } from "../vendor-decision"
import { decisionOf, VeriffDecisionAnswer, VeriffEvent } from "./wire"

export type VeriffKeys = { apiKey: string; sharedSecret: string }

type Received = Pick<InboxRequest, "headers" | "rawBody">

/** `x-hmac-signature` is the HMAC-SHA256 of the body as it was sent, in hexadecimal, and `x-auth-client` our own key. */
export function verifyVeriffWebhook({ headers, rawBody }: Received, keys: VeriffKeys): InboxVerification {
  if (!isSameSecret(headers["x-auth-client"] ?? "", keys.apiKey)) {
    return unauthorized("the message is for another integration")
  }
  const signature = (headers["x-hmac-signature"] ?? "").toLowerCase()
  return isSameSecret(signature, hmacHex(keys.sharedSecret, rawBody))
    ? { ok: true }
    : unauthorized("the signature does not match")
}

export type VeriffMessage = {
  session_id: string
  /** The same for each repeat of a message, another for each attempt and status. */
  key: string
  /** Null for an event, which only tells how far the customer got. */
  decision: VendorDecision | null
}

/** A decision or event webhook, or undefined when it is neither. */
export function readVeriffWebhook(body: unknown): VeriffMessage | undefined {
  const decided = VeriffDecisionAnswer.safeParse(body)
  if (decided.success && decided.data.verification) {
    const { verification } = decided.data
    const { id, attemptId, code, decisionTime } = verification
    return {
      session_id: id,
      key: [id, attemptId, code, decisionTime].map((part) => part ?? "").join(":"),
      decision: decisionOf(verification),
    }
  }
  const event = VeriffEvent.safeParse(body)
  if (!event.success) {
    return undefined
  }
  const { id, attemptId, code } = event.data
  return { session_id: id, key: [id, attemptId ?? "", code].join(":"), decision: null }
}
