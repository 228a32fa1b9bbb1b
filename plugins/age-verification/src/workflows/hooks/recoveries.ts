import { registerRecovery } from "@rise-via/core"
import { findUnsentDecisions, sendDecisionMail } from "../../lib/decision-mail"

registerRecovery<string>({
  name: "age-verification.unsent-decision-mail",
  order: 120,
  find: findUnsentDecisions,

  async repair(id, container) {
    if (await sendDecisionMail(container, id)) {
      return {
        action: "age_verification.decision_mail_sent",
        subject: { type: "age_verification", id },
        why: "The decision was made, but the mail about it was not written: its event was lost",
      }
    }
  },
})
