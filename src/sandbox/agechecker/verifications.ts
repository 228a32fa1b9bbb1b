import { randomBytes } from "node:crypto"
import { z } from "@medusajs/framework/zod"
import { Problem } from "../frame/problem"
import { KEPT, type PageQuery, type SandboxFrame } from "../frame/service"
import { Shelf } from "../frame/shelf"

export const STATUSES = [
  "accepted",
  "denied",
  "signature",
  "photo_id",
  "phone_validation",
  "sms_sent",
  "pending",
] as const
export type Status = (typeof STATUSES)[number]

export const DENIALS = [
  "invalid_id",
  "underage",
  "info_missing",
  "info_mismatch",
  "blocked",
  "fake_id",
  "blank_id",
  "expired",
  "selfie_mismatch",
  "selfie_id_missing",
  "selfie_not_provided",
  "sms_failed",
  "both_sides_needed",
] as const

const text = z.string().trim().min(1).max(255)
const number = z.coerce.number().int()

export const Buyer = z.object({
  first_name: text,
  last_name: text,
  address: text,
  city: text,
  state: z.string().length(2),
  zip: text,
  country: z.string().length(2),
  dob_day: number.min(1).max(31),
  dob_month: number.min(1).max(12),
  dob_year: number.min(1900).max(2200),
  email: text.optional(),
})

export const Options = z.object({
  min_age: z.number().int().min(18).max(75).default(21),
  customer_ip: z.string().max(64).optional(),
  contact_customer: z.boolean().default(false),
  metadata: z.record(z.string().max(25), z.string().max(250)).default({}),
})

export const Change = z.strictObject({ status: z.enum(STATUSES), reason: z.enum(DENIALS).optional() })

/** What everybody is answered who is not one of the test buyers. */
export const Settings = z.strictObject({ answer: z.enum([...STATUSES, "not_created"]) })

export type Answer = z.output<typeof Settings>["answer"]

export type Verification = {
  uuid: string
  key: string
  status: Status
  reason: (typeof DENIALS)[number] | null
  buyer: z.output<typeof Buyer>
  min_age: number
  metadata: Record<string, string>
  created: string
}

/** Names that decide, when the website is in developer mode; the sandbox always is. */
const TEST_BUYERS: Record<string, Answer> = {
  "JOHN DOE": "accepted",
  "JANE DOE": "photo_id",
  "FRANK DOE": "photo_id",
  "GRACE DOE": "not_created",
}

export class Verifications {
  #verifications = new Shelf<Verification>(KEPT)
  answer: Answer = "accepted"

  constructor(private readonly frame: SandboxFrame) {}

  /** Undefined when none is made: too young by what they say themselves, banned, or as set. */
  create(key: string, buyer: z.output<typeof Buyer>, options: z.output<typeof Options>): Verification | undefined {
    const status = TEST_BUYERS[nameOf(buyer)] ?? this.answer
    if (status === "not_created" || this.#ageOf(buyer) < options.min_age) {
      return undefined
    }
    const verification: Verification = {
      uuid: randomBytes(16).toString("hex"),
      key,
      status,
      reason: status === "denied" ? "info_mismatch" : null,
      buyer,
      min_age: options.min_age,
      metadata: options.metadata,
      created: this.frame.clock.now().toISOString(),
    }
    this.#verifications.put(verification.uuid, verification)
    return verification
  }

  get = (uuid: string) => this.#verifications.get(uuid)

  find(uuid: string): Verification {
    const verification = this.get(uuid)
    if (!verification) {
      throw new Problem(404, `there is no verification ${uuid}`, "uuid")
    }
    return verification
  }

  newestFirst = () => this.#verifications.newestFirst()

  page = (query: PageQuery) => {
    const q = query.q?.toLowerCase() ?? ""
    return this.#verifications.page(query, ({ uuid, status, buyer, metadata }) =>
      [uuid, status, nameOf(buyer), ...Object.values(metadata)].join(" ").toLowerCase().includes(q)
    )
  }

  /** A denial may be followed by an acceptance, when a better image comes; an acceptance is final. */
  change(verification: Verification, { status, reason }: z.output<typeof Change>) {
    if (verification.status === "accepted") {
      throw new Problem(422, "`status`: an accepted verification is final", "status")
    }
    verification.status = status
    verification.reason = status === "denied" ? (reason ?? "invalid_id") : null
  }

  /** The customer sends an image: the test buyers are decided at once, the others wait for people. */
  upload(verification: Verification) {
    const name = nameOf(verification.buyer)
    const status = name === "JANE DOE" ? "accepted" : name === "FRANK DOE" ? "denied" : "pending"
    this.change(verification, { status })
  }

  reset() {
    this.#verifications.clear()
    this.answer = "accepted"
  }

  #ageOf({ dob_year, dob_month, dob_day }: z.output<typeof Buyer>): number {
    const now = this.frame.clock.now()
    const [month, day] = [now.getUTCMonth() + 1, now.getUTCDate()]
    const hadBirthday = month > dob_month || (month === dob_month && day >= dob_day)
    return now.getUTCFullYear() - dob_year - (hadBirthday ? 0 : 1)
  }
}

export const nameOf = ({ first_name, last_name }: z.output<typeof Buyer>) => `${first_name} ${last_name}`.toUpperCase()
