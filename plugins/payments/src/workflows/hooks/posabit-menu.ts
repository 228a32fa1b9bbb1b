import { openCase, registerOutboxHandler } from "@rise-via/core"
import { runMenuBatch } from "../../lib/menu/run-batch"
import { MENU_IMPORT_TOPIC } from "../../lib/module-names"
import { registerService } from "../../lib/place-order"
import { applyPosabitMenuWorkflow } from "../payments-apply-posabit-menu"

const MAX_ATTEMPTS = 4

// One message a batch: a process that dies leaves its batch to the next, which finds what is done and does the rest.
registerOutboxHandler(
  MENU_IMPORT_TOPIC,
  async ({ payload, attempt }, container) => {
    const id = String(payload.id)
    try {
      await runMenuBatch(container, id, Number(payload.offset), async (work) => {
        await applyPosabitMenuWorkflow(container).run({ input: work })
      })
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS) {
        const message = (error as Error).message.slice(0, 500)
        await registerService(container).menuImportEnded(id, "failed", { withdrawn: 0, message })
        await openCase(null, {
          kind: "payments.posabit_menu_failed",
          key: id,
          summary: "An import of POSaBIT's menu broke off. What it had done stays; import again to do the rest.",
          subject: { type: "posabit_menu_import", id },
          details: { message, offset: payload.offset },
        })
      }
      throw error
    }
  },
  { maxAttempts: MAX_ATTEMPTS }
)
