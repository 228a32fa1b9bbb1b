import {
  outbound,
  type OutboundCall,
  type OutboundLookup,
  type OutboundRequest,
  type OutboundResult,
} from "@rise-via/core"
import {
  forgotten,
  notRead,
  notStarted,
  type DecisionReading,
  type ForgetResult,
  type StartResult,
  type VendorSubject,
} from "../vendor-decision"
import {
  decisionOf,
  PERSONA_PRIVATE_FIELDS,
  PersonaInquiryAnswer,
  PersonaLinkAnswer,
  PersonaListAnswer,
  type PersonaReading,
} from "./wire"

export const PERSONA_SERVICE = "persona"

/** The version of the API whose answers the schemas of `wire.ts` are. */
const API_VERSION = "2023-01-05"

export type PersonaConnection = PersonaReading & {
  /** With the path: `https://api.withpersona.com/api/v1`. */
  baseUrl: string
  apiKey: string
  templateId: string
  timeoutMs?: number
}

/** Persona's API: an inquiry that a customer goes through on Persona's page, and what came of it. */
export class PersonaClient {
  constructor(
    private readonly connection: PersonaConnection,
    private readonly send: (call: OutboundCall) => Promise<OutboundResult> = outbound
  ) {}

  async start({ reference, first_name, last_name, birth_date, return_url }: VendorSubject): Promise<StartResult> {
    const fields = {
      "name-first": first_name,
      "name-last": last_name,
      ...(birth_date && { birthdate: birth_date }),
    }
    const attributes = {
      "inquiry-template-id": this.connection.templateId,
      "reference-id": reference,
      ...(return_url && { "redirect-uri": return_url }),
      fields,
    }
    const created = await this.send({
      ...this.call("create-inquiry", reference, this.request("POST", "/inquiries", { data: { attributes } })),
      idempotencyHeader: "Idempotency-Key",
      lookup: () => this.lookup(reference),
    })
    if (created.outcome !== "succeeded") {
      return notStarted(created)
    }
    const inquiry = PersonaInquiryAnswer.safeParse(created.response.body)
    return inquiry.success
      ? await this.link(inquiry.data.data.id)
      : { outcome: "unavailable", message: "Persona's answer names no inquiry" }
  }

  async retrieve(inquiryId: string): Promise<DecisionReading> {
    const path = `/inquiries/${encodeURIComponent(inquiryId)}`
    const result = await this.send({
      ...this.call("retrieve-inquiry", inquiryId, this.request("GET", path)),
      kind: "read",
    })
    if (result.outcome !== "succeeded") {
      return notRead(result)
    }
    const answer = PersonaInquiryAnswer.safeParse(result.response.body)
    if (!answer.success || answer.data.data.id !== inquiryId) {
      return { outcome: "unavailable", message: "Persona answered with something that is not the inquiry" }
    }
    // Nothing is left of it that could be judged.
    return answer.data.data.attributes["redacted-at"]
      ? { outcome: "missing" }
      : { outcome: "found", decision: decisionOf(answer.data, this.connection) }
  }

  /** Makes Persona erase what it has of the person. The inquiry stays, empty. */
  async forget(inquiryId: string): Promise<ForgetResult> {
    const request = this.request("DELETE", `/inquiries/${encodeURIComponent(inquiryId)}`)
    return forgotten(await this.send(this.call("redact-inquiry", inquiryId, request)))
  }

  /** A link works once and for a while, so each visit gets a new one. */
  async link(inquiryId: string): Promise<StartResult> {
    const path = `/inquiries/${encodeURIComponent(inquiryId)}/generate-one-time-link`
    const result = await this.send({
      ...this.call("generate-link", inquiryId, this.request("POST", path, {})),
      // One that nobody heard of does no harm.
      lookup: async () => ({ found: false }),
    })
    if (result.outcome !== "succeeded") {
      return notStarted(result)
    }
    const answer = PersonaLinkAnswer.safeParse(result.response.body)
    return answer.success
      ? {
          outcome: "started",
          session: { session_id: inquiryId, url: answer.data.meta["one-time-link"], status: "pending", reasons: [] },
        }
      : { outcome: "unavailable", message: "Persona's answer names no link" }
  }

  /** For core: whether an inquiry was made although its answer was not heard. */
  private async lookup(reference: string): Promise<OutboundLookup> {
    const query = new URLSearchParams({ "filter[reference-id]": reference })
    const request = this.request("GET", `/inquiries?${query}`)
    const result = await this.send({ ...this.call("find-inquiry", reference, request), kind: "read" })
    const list = result.outcome === "succeeded" ? PersonaListAnswer.safeParse(result.response.body) : undefined
    if (!list?.success) {
      return { found: "unknown", message: "Persona could not be asked for the inquiry" }
    }
    const inquiry = list.data.data.find(({ attributes }) => attributes["reference-id"] === reference)
    return inquiry ? { found: true, response: { status: 200, headers: {}, body: { data: inquiry } } } : { found: false }
  }

  private call(operation: string, idempotencyKey: string, request: OutboundRequest): OutboundCall {
    const { timeoutMs } = this.connection
    return { service: PERSONA_SERVICE, operation, idempotencyKey, request, timeoutMs, redact: PERSONA_PRIVATE_FIELDS }
  }

  private request(method: OutboundRequest["method"], path: string, body?: unknown): OutboundRequest {
    const { baseUrl, apiKey } = this.connection
    const headers = {
      authorization: `Bearer ${apiKey}`,
      "persona-version": API_VERSION,
      "key-inflection": "kebab",
    }
    return { method, url: `${baseUrl}${path}`, headers, ...(body !== undefined && { body }) }
  }
}
