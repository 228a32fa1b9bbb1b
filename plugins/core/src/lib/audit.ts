import type { IFileModuleService, MedusaContainer } from "@medusajs/framework/types"
import { generateEntityId, MedusaError, Modules } from "@medusajs/framework/utils"
import type CoreAuditModuleService from "../modules/core_audit/service"
import type { AuditActor, AuditInput, TransactionContext } from "../types"
import { AuditHeadFile } from "./audit-chain"
import { entryContent, entryDigest } from "./audit-entry"
import { CORE_AUDIT_MODULE } from "./audit-module"
import { encryptPersonal } from "./audit-person"
import { auditKeys } from "./audit-runtime"
import type { AuditVerification } from "./audit-verify"
import { clock } from "./clock"
import { transactionOf } from "./transaction"

/**
 * Writes one row of the audit log, on the transaction of the change it tells about: the row exists if and only if the
 * change was committed. Throws without a transaction.
 *
 * @example
 * \@InjectTransactionManager()
 * async approve(id: string, actor: AuditActor, \@MedusaContext() context: Context = {}) {
 *   await this.updateConfirmations({ id, state: "approved" }, context)
 *   await audit(context, {
 *     actor,
 *     action: "age-verification.confirmation_approved",
 *     subject: { type: "customer", id },
 *     after: { state: "approved" },
 *     why: "Identity document seen in the shop",
 *   })
 * }
 */
export async function audit(context: TransactionContext, input: AuditInput): Promise<{ id: string }> {
  const trx = transactionOf(context, "audit")
  const keys = auditKeys()
  const content = entryContent(generateEntityId(undefined, "caud"), clock.now(), input)
  if (input.personal) {
    Object.assign(content, await encryptPersonal(trx, keys, content.id, input.personal))
  }
  await trx("core_audit_entry").insert({
    ...content,
    before: content.before && JSON.stringify(content.before),
    after: content.after && JSON.stringify(content.after),
    updated_at: content.created_at,
    digest: entryDigest(keys, content),
  })
  return { id: content.id }
}

const service = (container: MedusaContainer) => container.resolve<CoreAuditModuleService>(CORE_AUDIT_MODULE)

/**
 * Makes every personal value of a person in the audit log unreadable for ever, by destroying that person's key, and
 * audits it. The rows stay, and the chain still verifies. False when there was nothing to erase.
 */
export async function erasePerson(
  container: MedusaContainer,
  personId: string,
  why: string,
  actor: AuditActor = { type: "system", id: "core.erase-person" }
): Promise<boolean> {
  return await service(container).erasePerson(personId, why, actor)
}

/**
 * Walks the whole chain and says whether anybody changed, took out or cut off rows. `heads` are day heads that were
 * kept outside (the files that core exports); without them the newest exported file that can be read is used.
 */
export async function verifyAudit(
  container: MedusaContainer,
  options: { heads?: AuditHeadFile[] } = {}
): Promise<AuditVerification> {
  for (const head of options.heads ?? []) {
    if (!AuditHeadFile.safeParse(head).success) {
      throw new MedusaError(
        MedusaError.Types.INVALID_DATA,
        "A head to compare with is not the content of a file that core exported"
      )
    }
  }
  const files = container.resolve<IFileModuleService>(Modules.FILE, { allowUnregistered: true })
  return await service(container).verify(files, options.heads)
}
