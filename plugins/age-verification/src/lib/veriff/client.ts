import { outbound, type OutboundCall, type OutboundRequest, type OutboundResult } from "@rise-via/core"
import { hmacHex } from "../signatures"
import {
  forgotten,
  notRead,
  notStarted,
  type DecisionReading,
  type ForgetResult,
  type StartResult,
  type VendorDecision,
  type VendorSubject,
} from "../vendor-decision"
import type { VeriffKeys } from "./webhook"
import { decisionOf, VERIFF_PRIVATE_FIELDS, VeriffDecisionAnswer, VeriffSessionAnswer } from "./wire"

export const VERIFF_SERVICE = "veriff"

export type VeriffConnection = VeriffKeys & { baseUrl: string; timeoutMs?: number }

/** Veriff's public API: a session a customer goes through on Veriff's page, and what came of it. */
export class VeriffClient {
  constructor(
    private readonly connection: VeriffConnection,
    private readonly send: (call: OutboundCall) => Promise<OutboundResult> = outbound
  ) {}

  async start({ reference, first_name, last_name, birth_date, return_url }: VendorSubject): Promise<StartResult> {
    const body = {
      verification: {
        ...(return_url && { callback: return_url }),
        person: { firstName: first_name, lastName: last_name, ...(birth_date && { dateOfBirth: birth_date }) },
        vendorData: reference,
      },
    }
    const result = await this.send({
      service: VERIFF_SERVICE,
      operation: "create-session",
      idempotencyKey: reference,
      // Signed as core's client writes it: JSON without spaces.
      request: this.request("POST", "/v1/sessions", JSON.stringify(body), body),
      // Nobody has the address of a session whose answer was lost, so it is never used: another one does no harm.
      lookup: async () => ({ found: false }),
      timeoutMs: this.connection.timeoutMs,
      redact: VERIFF_PRIVATE_FIELDS,
    })
    if (result.outcome !== "succeeded") {
      return notStarted(result)
    }
    const answer = VeriffSessionAnswer.safeParse(result.response.body)
    if (!answer.success) {
      return { outcome: "unavailable", message: "Veriff's answer names no session" }
    }
    const { id, url } = answer.data.verification
    return { outcome: "started", session: { session_id: id, url, status: "pending", reasons: [] } }
  }

  async retrieve(sessionId: string): Promise<DecisionReading> {
    const result = await this.send({
      service: VERIFF_SERVICE,
      operation: "retrieve-decision",
      idempotencyKey: sessionId,
      request: this.request("GET", `/v1/sessions/${encodeURIComponent(sessionId)}/decision`, sessionId),
      kind: "read",
      timeoutMs: this.connection.timeoutMs,
      redact: VERIFF_PRIVATE_FIELDS,
    })
    if (result.outcome !== "succeeded") {
      return notRead(result)
    }
    const answer = VeriffDecisionAnswer.safeParse(result.response.body)
    if (!answer.success) {
      return { outcome: "unavailable", message: "Veriff answered with something that is not a decision" }
    }
    const { verification } = answer.data
    if (verification && verification.id !== sessionId) {
      return { outcome: "unavailable", message: "Veriff answered with another session's decision" }
    }
    return { outcome: "found", decision: verification ? decisionOf(verification) : undecided(sessionId) }
  }

  /** Makes Veriff delete the session with its images. */
  async forget(sessionId: string): Promise<ForgetResult> {
    return forgotten(
      await this.send({
        service: VERIFF_SERVICE,
        operation: "delete-session",
        idempotencyKey: sessionId,
        request: this.request("DELETE", `/v1/sessions/${encodeURIComponent(sessionId)}`, sessionId),
        timeoutMs: this.connection.timeoutMs,
        redact: VERIFF_PRIVATE_FIELDS,
      })
    )
  }

  /** Signed is the body of what writes one, else the id of the session. */
  private request(method: OutboundRequest["method"], path: string, signed: string, body?: unknown): OutboundRequest {
    const { baseUrl, apiKey, sharedSecret } = this.connection
    const headers = { "x-auth-client": apiKey, "x-hmac-signature": hmacHex(sharedSecret, signed) }
    return { method, url: `${baseUrl}${path}`, headers, ...(body !== undefined && { body }) }
  }
}

const undecided = (session_id: string): VendorDecision => ({
  session_id,
  reference: null,
  status: "pending",
  reasons: [],
  person: null,
  document: null,
  decided_at: null,
})
