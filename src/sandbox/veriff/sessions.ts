import { randomUUID } from "node:crypto"
import { z } from "@medusajs/framework/zod"
import { Problem } from "../frame/problem"
import { KEPT, type PageQuery, type SandboxFrame } from "../frame/service"
import { Shelf } from "../frame/shelf"
import { AT_ONCE, Travel, type SignedWebhooks, type Webhook } from "../frame/webhooks"

/** Codes as the table of session statuses has them. */
export const CODES = {
  started: 7001,
  submitted: 7002,
  approved: 9001,
  declined: 9102,
  resubmission_requested: 9103,
  expired: 9104,
  abandoned: 9104,
  review: 9121,
} as const

export type Outcome = keyof typeof CODES

/** Events go by the event webhook, the others are decisions. */
const EVENTS: Outcome[] = ["started", "submitted"]
/** Nothing follows these; the others may still turn into one of them. */
const FINAL: Outcome[] = ["approved", "declined", "expired", "abandoned"]

const REASONS: Partial<Record<Outcome, [number, string]>> = {
  declined: [102, "Suspected document tampering"],
  resubmission_requested: [204, "Poor image quality"],
}

const text = z.string().max(255)
const Person = z.strictObject({
  firstName: text.optional(),
  lastName: text.optional(),
  dateOfBirth: z.iso.date().optional(),
})
const Document = z.strictObject({
  number: text.optional(),
  type: text.optional(),
  country: text.optional(),
  state: text.optional(),
  validUntil: z.iso.date().optional(),
})

export const Decide = z.strictObject({
  outcome: z.enum(Object.keys(CODES) as [Outcome, ...Outcome[]]),
  /** What is read off the document, in place of the invented licence. */
  person: Person.default({}),
  document: Document.default({}),
  reason: text.optional(),
  webhook: Travel.default(AT_ONCE),
})

export type Session = {
  id: string
  attempt_id: string
  status: "created" | Outcome
  vendor_data: string | null
  callback: string | null
  given: z.output<typeof Person>
  reason: string | null
  reason_code: number | null
  person: z.output<typeof Person> | null
  document: z.output<typeof Document> | null
  created_at: string
  submitted_at: string | null
  decided_at: string | null
}

/** An invented adult with an invented licence. */
const HOLDER = { firstName: "RIVER", lastName: "TESTER", dateOfBirth: "1999-07-04" }
const LICENCE = {
  number: "WDL0RISEVIA7",
  type: "DRIVERS_LICENSE",
  country: "US",
  state: "WA",
  validUntil: "2032-07-04",
}

export type Addresses = { decision: string | null; event: string | null }

export class Sessions {
  #sessions = new Shelf<Session>(KEPT)
  #deleted = new Set<string>()

  constructor(
    private readonly frame: SandboxFrame,
    private readonly webhooks: SignedWebhooks,
    private readonly addresses: () => Addresses
  ) {}

  create(given: Pick<Session, "vendor_data" | "callback" | "given">): Session {
    const session: Session = {
      id: randomUUID(),
      attempt_id: randomUUID(),
      status: "created",
      ...given,
      reason: null,
      reason_code: null,
      person: null,
      document: null,
      created_at: this.#now(),
      submitted_at: null,
      decided_at: null,
    }
    this.#sessions.put(session.id, session)
    return session
  }

  get = (id: string) => (this.#deleted.has(id) ? undefined : this.#sessions.get(id))

  find(id: string): Session {
    const session = this.get(id)
    if (!session) {
      throw new Problem(404, `there is no Veriff session ${id}`, "id")
    }
    return session
  }

  newestFirst = () => this.#sessions.newestFirst().filter(({ id }) => !this.#deleted.has(id))

  page = (query: PageQuery) => {
    const q = query.q?.toLowerCase() ?? ""
    return this.#sessions.page(query, (session) => {
      const words = [session.id, session.vendor_data, session.status, session.given.lastName].join(" ").toLowerCase()
      return !this.#deleted.has(session.id) && words.includes(q)
    })
  }

  /** What Veriff, or the customer, does with it. */
  decide(session: Session, input: z.output<typeof Decide>): Webhook[] {
    const { outcome, person, document, reason, webhook } = input
    if (FINAL.some((status) => status === session.status)) {
      throw new Problem(422, `\`outcome\`: a session that is ${session.status} is final`, "outcome")
    }
    // The customer shows a document once more.
    if (session.status === "resubmission_requested") {
      session.attempt_id = randomUUID()
    }
    const [code, words] = REASONS[outcome] ?? []
    const isRead = ["approved", "declined", "review"].includes(outcome)
    session.status = outcome
    session.reason = reason ?? words ?? null
    session.reason_code = code ?? null
    session.person = isRead ? { ...HOLDER, ...session.given, ...person } : null
    session.document = isRead ? { ...LICENCE, ...document } : null
    session.submitted_at =
      outcome === "submitted" || isRead ? (session.submitted_at ?? this.#now()) : session.submitted_at
    const isEvent = EVENTS.includes(outcome)
    session.decided_at = isEvent ? null : this.#now()
    const { decision, event } = this.addresses()
    return this.webhooks.announce(
      {
        subject: session.id,
        event: outcome,
        url: isEvent ? (event ?? decision) : decision,
        body: isEvent ? eventOf(session, outcome) : decisionOf(session),
      },
      webhook
    )
  }

  delete(session: Session) {
    this.#deleted.add(session.id)
  }

  reset() {
    this.#sessions.clear()
    this.#deleted.clear()
  }

  #now = () => this.frame.clock.now().toISOString()
}

const eventOf = (session: Session, outcome: Outcome) => ({
  id: session.id,
  attemptId: session.attempt_id,
  feature: "selfid",
  code: CODES[outcome],
  action: outcome,
  vendorData: session.vendor_data,
  endUserId: null,
})

/** The answer of the decision endpoint, and the body of the decision webhook. */
export function decisionOf(session: Session) {
  const isDecided = session.decided_at !== null
  return {
    status: "success",
    verification: isDecided
      ? {
          id: session.id,
          attemptId: session.attempt_id,
          vendorData: session.vendor_data,
          endUserId: null,
          status: session.status,
          code: CODES[session.status as Outcome],
          reason: session.reason,
          reasonCode: session.reason_code,
          decisionTime: session.decided_at,
          acceptanceTime: session.created_at,
          submissionTime: session.submitted_at,
          person: session.person && {
            gender: null,
            idNumber: null,
            lastName: session.person.lastName ?? null,
            firstName: session.person.firstName ?? null,
            citizenship: null,
            dateOfBirth: session.person.dateOfBirth ?? null,
            nationality: null,
            yearOfBirth: session.person.dateOfBirth?.slice(0, 4) ?? null,
            placeOfBirth: null,
            pepSanctionMatch: null,
          },
          document: session.document && { validFrom: null, ...session.document },
          additionalVerifiedData: {},
          comments: [],
          riskLabels: [],
        }
      : null,
    technicalData: { ip: null },
  }
}
