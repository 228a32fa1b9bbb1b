import { randomBytes } from "node:crypto"
import { z } from "@medusajs/framework/zod"
import { Problem } from "../frame/problem"
import { KEPT, type PageQuery, type SandboxFrame } from "../frame/service"
import { Shelf } from "../frame/shelf"
import { AT_ONCE, Travel, type SignedWebhooks, type Webhook } from "../frame/webhooks"
import { present } from "./resource"

/** Statuses of an inquiry, and the event that tells of each. */
export const EVENTS = {
  created: "inquiry.created",
  pending: "inquiry.started",
  completed: "inquiry.completed",
  needs_review: "inquiry.marked-for-review",
  approved: "inquiry.approved",
  declined: "inquiry.declined",
  failed: "inquiry.failed",
  expired: "inquiry.expired",
} as const

export type Status = keyof typeof EVENTS
export type Outcome = Exclude<Status, "created">

const OUTCOMES = Object.keys(EVENTS).filter((status) => status !== "created") as [Outcome, ...Outcome[]]

const text = z.string().max(255)

const Read = z.strictObject({
  first_name: text.optional(),
  last_name: text.optional(),
  birth_date: z.iso.date().optional(),
  expires_on: z.iso.date().optional(),
  region: text.optional(),
})

export const Decide = z.strictObject({
  outcome: z.enum(OUTCOMES),
  /** What is read off the document, in place of the invented licence. */
  document: Read.default({}),
  webhook: Travel.default(AT_ONCE),
})

export type Read = Required<z.output<typeof Read>>

export type Inquiry = {
  id: string
  verification_id: string
  status: Status
  template_id: string
  reference: string | null
  redirect_uri: string | null
  /** As the shop gave them: `name-first`, `birthdate` … */
  fields: Record<string, string>
  document: Read | null
  code: string | null
  created_at: string
  completed_at: string | null
  decided_at: string | null
  redacted_at: string | null
}

/** An invented adult with an invented licence. */
const HOLDER: Read = {
  first_name: "RIVER",
  last_name: "TESTER",
  birth_date: "1999-07-04",
  expires_on: "2032-07-04",
  region: "WA",
}

const token = (prefix: string) => `${prefix}_${randomBytes(12).toString("hex")}`

export class Inquiries {
  #inquiries = new Shelf<Inquiry>(KEPT)
  #byKey = new Map<string, string>()
  #byCode = new Map<string, string>()

  constructor(
    private readonly frame: SandboxFrame,
    private readonly webhooks: SignedWebhooks,
    private readonly address: () => string | null
  ) {}

  /** The same key again is the same inquiry. */
  create(given: Pick<Inquiry, "template_id" | "reference" | "redirect_uri" | "fields">, key?: string): Inquiry {
    const known = key === undefined ? undefined : this.get(this.#byKey.get(key) ?? "")
    if (known) {
      return known
    }
    const inquiry: Inquiry = {
      id: token("inq"),
      verification_id: token("ver"),
      status: "created",
      ...given,
      document: null,
      code: null,
      created_at: this.#now(),
      completed_at: null,
      decided_at: null,
      redacted_at: null,
    }
    this.#inquiries.put(inquiry.id, inquiry)
    if (key !== undefined) {
      this.#byKey.set(key, inquiry.id)
    }
    this.#announce(inquiry, EVENTS.created, AT_ONCE)
    return inquiry
  }

  get = (id: string) => this.#inquiries.get(id)

  find(id: string): Inquiry {
    const inquiry = this.get(id)
    if (!inquiry) {
      throw new Problem(404, `there is no Persona inquiry ${id}`, "id")
    }
    return inquiry
  }

  newestFirst = () => this.#inquiries.newestFirst()

  page = (query: PageQuery) => {
    const q = query.q?.toLowerCase() ?? ""
    return this.#inquiries.page(query, ({ id, reference, status, fields }) =>
      [id, reference, status, ...Object.values(fields)].join(" ").toLowerCase().includes(q)
    )
  }

  /** A new link takes the place of the one before. */
  link(inquiry: Inquiry): string {
    this.#byCode.delete(inquiry.code ?? "")
    inquiry.code = token("otl")
    this.#byCode.set(inquiry.code, inquiry.id)
    return inquiry.code
  }

  byCode = (code: string) => this.get(this.#byCode.get(code) ?? "")

  /** What Persona, its reviewers or the customer do with it. */
  decide(inquiry: Inquiry, { outcome, document, webhook }: z.output<typeof Decide>): Webhook[] {
    // A reviewer may still change what a workflow decided; nothing comes back from the dead.
    if (inquiry.redacted_at || inquiry.status === "expired" || inquiry.status === "failed") {
      throw new Problem(422, "`outcome`: this inquiry is over", "outcome")
    }
    const isPassed = ["completed", "needs_review", "approved", "declined"].includes(outcome)
    inquiry.status = outcome
    if (isPassed) {
      inquiry.document = { ...(inquiry.document ?? this.#holderOf(inquiry)), ...document }
      inquiry.completed_at ??= this.#now()
    }
    inquiry.decided_at = outcome === "approved" || outcome === "declined" ? this.#now() : null
    return this.#announce(inquiry, EVENTS[outcome], webhook)
  }

  redact(inquiry: Inquiry) {
    Object.assign(inquiry, { fields: {}, document: null, redacted_at: this.#now() })
    this.#announce(inquiry, "inquiry.redacted", AT_ONCE)
  }

  reset() {
    this.#inquiries.clear()
    this.#byKey.clear()
    this.#byCode.clear()
  }

  #holderOf({ fields }: Inquiry): Read {
    return {
      ...HOLDER,
      first_name: fields["name-first"] ?? HOLDER.first_name,
      last_name: fields["name-last"] ?? HOLDER.last_name,
      birth_date: fields.birthdate ?? HOLDER.birth_date,
    }
  }

  #announce(inquiry: Inquiry, name: string, travel: Travel): Webhook[] {
    const attributes = { name, payload: present(inquiry), "created-at": this.#now() }
    const body = { data: { type: "event", id: token("evt"), attributes } }
    return this.webhooks.announce({ subject: inquiry.id, event: name, url: this.address(), body }, travel)
  }

  #now = () => this.frame.clock.now().toISOString()
}
