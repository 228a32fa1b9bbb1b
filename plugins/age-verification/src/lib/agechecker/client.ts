import { outbound, type OutboundCall, type OutboundRequest, type OutboundResult } from "@rise-via/core"
import type { LocalDate } from "../age"
import { notRead, notStarted, type DecisionReading, type StartResult, type VendorSubject } from "../vendor-decision"
import {
  AGECHECKER_PRIVATE_FIELDS,
  AgeCheckerCreated,
  AgeCheckerError,
  AgeCheckerStatusAnswer,
  decisionOf,
  REFERENCE_KEY,
  statusOf,
} from "./wire"

export const AGECHECKER_SERVICE = "agechecker"

export type AgeCheckerConnection = {
  /** With the path: `https://api.agechecker.net/v1`. */
  baseUrl: string
  /** Of the shop's domain; public, the popup has it too. */
  key: string
  /** Of the account. */
  secret: string
  timeoutMs?: number
}

/** AgeChecker.Net looks people up in records, so it needs an address beside name and birth date. */
export type AgeCheckerSubject = Omit<VendorSubject, "return_url"> & {
  birth_date: LocalDate
  address: { address_1: string; city: string; province: string; postal_code: string; country_code: string }
  minimum_age: number
  /** The customer's, so that it is theirs and not the shop's that gets banned. */
  customer_ip?: string
}

/**
 * AgeChecker.Net's server API. Most people are found at once; the others go on in its popup, by the id of the session.
 * What the popup says in the browser is anybody's to fake: only `retrieve` counts.
 */
export class AgeCheckerClient {
  constructor(
    private readonly connection: AgeCheckerConnection,
    private readonly send: (call: OutboundCall) => Promise<OutboundResult> = outbound
  ) {}

  async start(subject: AgeCheckerSubject): Promise<StartResult> {
    const { key, timeoutMs } = this.connection
    const { reference, minimum_age, customer_ip } = subject
    const options = {
      min_age: minimum_age,
      ...(customer_ip && { customer_ip }),
      contact_customer: false,
      metadata: { [REFERENCE_KEY]: reference },
    }
    const result = await this.send({
      service: AGECHECKER_SERVICE,
      operation: "create-verification",
      idempotencyKey: reference,
      // There is no key against doubles and nothing to look one up by; an accepted verification costs money.
      request: this.request("POST", "/create", { key, data: buyerOf(subject), options }),
      timeoutMs,
      redact: AGECHECKER_PRIVATE_FIELDS,
    })
    if (result.outcome !== "succeeded") {
      return notStarted(result)
    }
    const answer = AgeCheckerCreated.safeParse(result.response.body)
    if (!answer.success || (!answer.data.uuid && answer.data.status !== "not_created")) {
      return { outcome: "unknown", message: "AgeChecker.Net's answer names no verification" }
    }
    const { uuid, status, blocked } = answer.data
    if (!uuid) {
      return { outcome: "refused", message: "AgeChecker.Net makes no verification for this customer" }
    }
    const reasons = status === "accepted" ? [] : [status]
    return {
      outcome: "started",
      session: { session_id: uuid, url: null, status: blocked ? "declined" : statusOf(status), reasons },
    }
  }

  async retrieve(uuid: string): Promise<DecisionReading> {
    const { key, timeoutMs } = this.connection
    const result = await this.send({
      service: AGECHECKER_SERVICE,
      operation: "retrieve-status",
      idempotencyKey: uuid,
      request: this.request("GET", `/status/${encodeURIComponent(uuid)}`),
      kind: "read",
      timeoutMs,
      redact: AGECHECKER_PRIVATE_FIELDS,
    })
    if (result.outcome !== "succeeded") {
      const refusal = result.outcome === "failed" ? AgeCheckerError.safeParse(result.response?.body) : undefined
      return refusal?.data?.error.code === "uuid_not_found" ? { outcome: "missing" } : notRead(result)
    }
    const answer = AgeCheckerStatusAnswer.safeParse(result.response.body)
    if (!answer.success) {
      return { outcome: "unavailable", message: "AgeChecker.Net answered with something that is not a status" }
    }
    // A uuid that the browser brought may be of another shop, where the rules were others.
    return answer.data.key === key
      ? { outcome: "found", decision: decisionOf(uuid, answer.data) }
      : { outcome: "missing" }
  }

  private request(method: OutboundRequest["method"], path: string, body?: unknown): OutboundRequest {
    const { baseUrl, secret } = this.connection
    const headers = { "x-agechecker-secret": secret }
    return { method, url: `${baseUrl}${path}`, headers, ...(body !== undefined && { body }) }
  }
}

function buyerOf({ first_name, last_name, birth_date, address }: AgeCheckerSubject) {
  const [dob_year, dob_month, dob_day] = birth_date.split("-").map(Number)
  return {
    first_name,
    last_name,
    address: address.address_1,
    city: address.city,
    state: address.province.toUpperCase(),
    zip: address.postal_code,
    country: address.country_code.toUpperCase(),
    dob_year,
    dob_month,
    dob_day,
  }
}
