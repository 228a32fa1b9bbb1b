/** Who did it. `system` with the name of the job, recovery or provider where no person acted. */
export type AuditActor = {
  type: "customer" | "user" | "api-key" | "system" | "provider"
  id: string
}

export type AuditSubject = {
  type: string
  id: string
}

export type AuditInput = {
  actor: AuditActor
  /** `<plugin>.<noun>_<past participle>`, as events are named. */
  action: string
  subject: AuditSubject
  before?: Record<string, unknown> | null
  after?: Record<string, unknown> | null
  why?: string
  /**
   * Personal values (name, birth date …) of one person. They are encrypted with that person's key, so that erasing the
   * person leaves the chain whole and the values unreadable. Never put personal values into `before`/`after`/`why`.
   */
  personal?: { person_id: string; values: Record<string, unknown> }
}
