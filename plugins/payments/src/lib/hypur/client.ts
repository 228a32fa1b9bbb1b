import { outbound, type OutboundCall, type OutboundLookup, type OutboundResult } from "@rise-via/core"
import type { GatewayFailure, GatewayOutcome } from "../../types/gateway"
import { HYPUR_SERVICE } from "../module-names"
import type { HypurOptions } from "./options"
import { amountOf, readAnswer, readError, saysSuccess, textAt, valueAt, type HypurReading } from "./wire"

type Send = (call: OutboundCall) => Promise<OutboundResult>

/** The buyer as `CreateRequest` wants her. Sent and forgotten. */
export type HypurBuyer = Partial<
  Record<
    | "UserBusinessName"
    | "UserBusinessAddress"
    | "UserBusinessCity"
    | "UserBusinessStateCode"
    | "UserBusinessZip"
    | "UserEmail"
    | "UserFirstName"
    | "UserLastName"
    | "UserPhone",
    string
  >
>

/** What Hypur said beside the outcome, for the books. */
export type HypurOutcome<T = HypurReading> = GatewayOutcome<T> & { answer?: { status: number; body: unknown } }

export type HypurConsumer = { has_profile: boolean; has_bank_account: boolean; sms_sent: boolean }

/** People and secrets that must not stay in core's attempts. */
const REDACTED = [
  "UserBusinessName",
  "UserBusinessAddress",
  "UserBusinessCity",
  "UserBusinessZip",
  "UserEmail",
  "UserFirstName",
  "UserLastName",
  "UserPhone",
  "MerchantToken",
  "FirstName",
  "Phone",
  "Pin",
  "Otp",
  "OAuthAccessToken",
]

/** What a look-up tells of a consumer. */
const CONSUMER = ["HasProfile", "HasBankAccount", "Consumer"]

/** Hypur's payments API and the documented call of its consumer API. Every call goes through core's outbound client. */
export class HypurClient {
  constructor(
    private readonly options: HypurOptions,
    private readonly send: Send = outbound
  ) {}

  /**
   * Asks for a payment. Hypur knows no idempotency, so it is sent once for a session and amount and never again: an
   * answer that was not heard is `unknown`.
   */
  async createRequest(key: string, cents: number, buyer: HypurBuyer): Promise<HypurOutcome> {
    const { sendReference, amountUnit } = this.options
    const outcome = await this.call("create-request", this.options.methods.createRequest, key, {
      Amount: amountOf(cents, amountUnit),
      ...buyer,
      ...(sendReference && { [sendReference]: key }),
    })
    return outcome.ok && !outcome.value.request_id ? unreadable(outcome, "names no request") : outcome
  }

  /** What became of a request. A failure changes nothing: ask again later. */
  async getRequest(requestId: string): Promise<HypurOutcome> {
    const name = this.options.methods.getRequest
    const outcome = await this.call("get-request", name, requestId, { RequestId: requestId }, { kind: "read" })
    if (!outcome.ok) {
      return outcome
    }
    const { request_id, provider_status } = outcome.value
    if (provider_status === null) {
      return unreadable(outcome, "names no status")
    }
    return request_id && request_id !== requestId ? unreadable(outcome, "names another request") : outcome
  }

  async refund(
    key: string,
    requestId: string,
    cents: number,
    lookup: () => Promise<OutboundLookup>
  ): Promise<HypurOutcome> {
    const { methods, amountUnit } = this.options
    const body = { RequestId: requestId, Amount: amountOf(cents, amountUnit) }
    return await this.call("refund", methods.refund, key, body, { lookup })
  }

  async cancel(key: string, requestId: string, lookup: () => Promise<OutboundLookup>): Promise<HypurOutcome> {
    return await this.call("cancel", this.options.methods.cancel, key, { RequestId: requestId }, { lookup })
  }

  /**
   * Whether a phone has a profile and a bank. Documented; nothing of the answer is kept. Core repeats what only asks, and
   * never what texts somebody.
   */
  async verifyConsumer(
    customerId: string,
    phone: string,
    { send_sms }: { send_sms: boolean }
  ): Promise<HypurOutcome<HypurConsumer>> {
    const { consumerUrl, merchantToken, timeoutMs } = this.options
    if (!consumerUrl || !merchantToken) {
      return { ok: false, kind: "unsupported", message: "Hypur's consumer API is not configured" }
    }
    const result = await this.send({
      service: HYPUR_SERVICE,
      operation: "verify-consumer",
      idempotencyKey: customerId,
      ...(send_sms ? { lookup: notTexted } : { kind: "read" as const }),
      timeoutMs,
      redact: [...REDACTED, ...CONSUMER],
      request: {
        method: "POST",
        url: `${consumerUrl}/consumer/verify`,
        headers: { authorization: this.authorization() },
        body: { MerchantToken: merchantToken, Phone: phone, SendSms: send_sms, SendOtp: false },
      },
    })
    return outcomeOf(result, (body) => ({
      has_profile: valueAt(body, ["HasProfile"]) === true,
      has_bank_account: valueAt(body, ["HasBankAccount"]) === true,
      sms_sent: valueAt(body, ["SmsSent"]) === true,
    }))
  }

  private async call(
    operation: string,
    name: string | undefined,
    key: string,
    body: Record<string, unknown>,
    how: Pick<OutboundCall, "kind" | "lookup"> = {}
  ): Promise<HypurOutcome> {
    if (!name) {
      return { ok: false, kind: "unsupported", message: `Hypur's ${operation} is not configured` }
    }
    const { baseUrl, clientPubKey, timeoutMs } = this.options
    const result = await this.send({
      service: HYPUR_SERVICE,
      operation,
      idempotencyKey: key,
      timeoutMs,
      redact: REDACTED,
      ...how,
      request: {
        method: "POST",
        url: `${baseUrl}/${name}`,
        headers: { authorization: this.authorization() },
        body: { ApiVersion: "1.0", ClientPubKey: clientPubKey, ...body },
      },
    })
    return outcomeOf(result, (answer) => readAnswer(answer, this.options))
  }

  private authorization = () => {
    const { clientId, clientSecret } = this.options
    return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`
  }
}

/** A text message that did not come is asked for again by the customer, not by us. */
const notTexted = async (): Promise<OutboundLookup> => ({ found: false })

function outcomeOf<T>(result: OutboundResult, read: (body: unknown) => T): HypurOutcome<T> {
  const { attempt_id } = result
  if (result.outcome === "unknown") {
    return { ok: false, kind: "unknown", message: result.message, attempt_id }
  }
  const answer = result.response && { status: result.response.status, body: result.response.body }
  if (result.outcome === "failed") {
    const kind = result.retryable ? "transient" : kindOf(answer?.status ?? 0, answer?.body)
    return { ok: false, kind, ...wordsOf(answer?.body, result.message), attempt_id, answer }
  }
  const { body } = result.response
  if (saysSuccess(body)) {
    return { ok: true, value: read(body), attempt_id, answer }
  }
  if (valueAt(body, ["Success"]) === false) {
    const code = Number(textAt(body, ["Error.Code"]) ?? 0)
    return { ok: false, kind: kindOf(code, body), ...wordsOf(body, "Hypur refused"), attempt_id, answer }
  }
  // Neither yes nor no: it may have been done.
  return { ok: false, kind: "unknown", message: "Hypur's answer cannot be read", attempt_id, answer }
}

function kindOf(code: number, body: unknown): GatewayFailure {
  if (/declin|insufficient/i.test(readError(body).name ?? "")) {
    return "declined"
  }
  if (code === 401 || code === 403) {
    return "auth"
  }
  return code === 400 || code === 422 ? "input" : "state"
}

function wordsOf(body: unknown, otherwise: string) {
  const { code, name, message } = readError(body)
  return { message: message ?? otherwise, ...((name ?? code) && { code: name ?? code ?? undefined }) }
}

const unreadable = ({ attempt_id, answer }: HypurOutcome, what: string): HypurOutcome => ({
  ok: false,
  kind: "unknown",
  message: `Hypur's answer ${what}`,
  attempt_id,
  answer,
})
