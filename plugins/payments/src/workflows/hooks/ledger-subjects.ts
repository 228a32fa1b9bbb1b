import { registerRecovery } from "@rise-via/core"
import { ledgerService } from "../../lib/ledger/ledger-service"
import { resolveSubjects } from "../../lib/ledger/subjects"

const LIMIT = 100
const HOUR = 60 * 60_000

registerRecovery<string>({
  name: "payments.ledger-subjects",
  order: 150,
  find: async (container, now) =>
    await ledgerService(container).claimUnlinkedSessions(
      { since: new Date(now.getTime() - 7 * 24 * HOUR), checkedBefore: new Date(now.getTime() - HOUR), at: now },
      LIMIT
    ),
  repair: async (sessionId, container) => {
    const [before] = await ledgerService(container).listPaymentSubjects({ payment_session_id: sessionId }, { take: 1 })
    const [subject] = await resolveSubjects(container, { id: [sessionId] })
    if (subject?.order_id && subject.order_id !== before?.order_id) {
      return {
        action: "payments.ledger_subject_linked",
        subject: { type: "order", id: subject.order_id },
        why: `The payment session ${sessionId} had entries in the books and no order; it belongs to this one.`,
      }
    }
  },
})
