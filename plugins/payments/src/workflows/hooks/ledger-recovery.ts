import { registerRecovery } from "@rise-via/core"
import { findMissingEntries, recordMissingEntry, type MissingEntry } from "../../lib/ledger/missing-entries"

// After the recoveries that settle calls and payments: what they find out is in core's rows by then.
registerRecovery<MissingEntry>({
  name: "payments.ledger-complete",
  order: 160,
  find: findMissingEntries,
  repair: async (missing, container) => {
    if (await recordMissingEntry(container, missing)) {
      const { id, provider, attempt } = missing
      return {
        action: "payments.ledger_entry_recorded",
        subject: { type: attempt ? "core_attempt" : "core_inbox_message", id },
        why: `${attempt ? `${provider} had answered ${attempt.operation}` : `${provider} had sent a message`}, and a crash came before the books heard of it.`,
      }
    }
  },
})
