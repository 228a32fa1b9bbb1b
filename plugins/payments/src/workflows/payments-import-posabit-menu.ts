import {
  createHook,
  createWorkflow,
  transform,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { importPosabitMenuStep, type ImportPosabitMenuInput } from "./steps/import-posabit-menu"

export const importPosabitMenuWorkflowId = "payments-import-posabit-menu"

/**
 * Makes the register's menu the shop's catalog: groups become categories, items products, sizes variants with prices.
 * Products go by POSaBIT's id, so importing twice changes nothing the second time; what is gone from the menu becomes a
 * draft. The work is done in batches afterwards; `GET /admin/payments/posabit-menu-imports/:id` says how far it is.
 *
 * @property hooks.posabitMenuImportStarted - Runs when a preview is made or an import has started.
 */
export const importPosabitMenuWorkflow = createWorkflow(
  importPosabitMenuWorkflowId,
  (input: WorkflowData<ImportPosabitMenuInput>) => {
    // Of a plain type: that of a step names a package of Medusa's that no plugin depends on.
    const result = transform({ result: importPosabitMenuStep(input) }, ({ result }) => result)
    const posabitMenuImportStarted = createHook("posabitMenuImportStarted", { result, dry_run: input.dry_run })
    return new WorkflowResponse(result, { hooks: [posabitMenuImportStarted] })
  }
)
