import { clock } from "@rise-via/core"
import type { CreateNotificationDTO, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import type AgeVerificationModuleService from "../modules/age_verification/service"
import type { AgeVerificationDTO } from "../types"
import { AGE_VERIFICATION_MODULE } from "./module-name"

export const APPROVED_TEMPLATE = "age-verification-approved"
export const REJECTED_TEMPLATE = "age-verification-rejected"

export const ApprovedData = z.object({
  verification_id: z.string(),
  /** ISO 8601, UTC. */
  valid_until: z.string(),
})

export const RejectedData = z.object({
  verification_id: z.string(),
  reason: z.string(),
})

/** The mail was written after this long, or its event was lost with a process. */
const OVERDUE_MS = 2 * 60 * 1000
const FORGET_AFTER_MS = 24 * 60 * 60 * 1000

export const decisionKey = ({ id, status }: Pick<AgeVerificationDTO, "id" | "status">) =>
  `age-verification-${status}:${id}`

/**
 * Writes to the customer about a decision, once: the key is the verification and its outcome. Reads the state again,
 * so a late or repeated event says what is true. Answers false when there was nothing to write.
 */
export async function sendDecisionMail(container: MedusaContainer, id: string): Promise<boolean> {
  const service = container.resolve<AgeVerificationModuleService>(AGE_VERIFICATION_MODULE)
  const [verification] = await service.listAgeVerifications({ id })
  const mail = verification && mailAbout(verification as AgeVerificationDTO)
  if (!mail) {
    return false
  }

  // A notification that failed is not written again under its key: Medusa would send it and then lose track of it.
  const earlier = await keysWritten(container, [decisionKey(verification as AgeVerificationDTO)])
  const email = earlier.size ? null : await emailOf(container, verification.customer_id)
  if (!email) {
    return false
  }
  await container.resolve(Modules.NOTIFICATION).createNotifications({ ...mail, to: email })
  return true
}

/** Decisions of the last day whose mail is overdue: what a crash between a commit and its event leaves behind. */
export async function findUnsentDecisions(container: MedusaContainer, now: Date = clock.now()): Promise<string[]> {
  const service = container.resolve<AgeVerificationModuleService>(AGE_VERIFICATION_MODULE)
  const decided = (await service.listAgeVerifications(
    {
      status: ["approved", "rejected"],
      erased_at: null,
      decided_at: { $gte: new Date(now.getTime() - FORGET_AFTER_MS), $lte: new Date(now.getTime() - OVERDUE_MS) },
    },
    { select: ["id", "status"], order: { decided_at: "ASC" }, take: 200 }
  )) as AgeVerificationDTO[]
  if (!decided.length) {
    return []
  }

  const written = await keysWritten(container, decided.map(decisionKey))
  return decided.filter((verification) => !written.has(decisionKey(verification))).map(({ id }) => id)
}

/** Which of the keys have a notification. Medusa's types leave the column out, its service filters by it itself. */
async function keysWritten(container: MedusaContainer, keys: string[]): Promise<Set<string>> {
  const notifications = await container
    .resolve(Modules.NOTIFICATION)
    .listNotifications({ idempotency_key: keys } as never, {
      select: ["id", "idempotency_key"] as never,
      take: null as never,
    })
  return new Set(
    notifications.map((notification) => (notification as unknown as { idempotency_key: string }).idempotency_key)
  )
}

function mailAbout(verification: AgeVerificationDTO): Omit<CreateNotificationDTO, "to"> | undefined {
  const { id, customer_id, status, expires_at, reason, erased_at } = verification
  const common = {
    channel: "email",
    trigger_type: `age_verification.verification_${status}`,
    resource_type: "age_verification",
    resource_id: id,
    receiver_id: customer_id,
    idempotency_key: decisionKey(verification),
  }
  if (status === "approved" && expires_at) {
    const data: z.infer<typeof ApprovedData> = { verification_id: id, valid_until: new Date(expires_at).toISOString() }
    return { ...common, template: APPROVED_TEMPLATE, data }
  }
  if (status === "rejected" && !erased_at) {
    const data: z.infer<typeof RejectedData> = { verification_id: id, reason: reason ?? "" }
    return { ...common, template: REJECTED_TEMPLATE, data }
  }
  return undefined
}

async function emailOf(container: MedusaContainer, customerId: string): Promise<string | null> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "customer", fields: ["email"], filters: { id: customerId } })
  return data[0]?.email ?? null
}
