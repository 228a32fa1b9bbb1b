import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import type { AuditActor } from "@rise-via/core"
import { riskService } from "../../../../lib/risk/risk-service"
import { riskAssessmentFields, riskModelFields, riskRuleSetFields } from "./query-config"

/** The assessment with what became of its sale. */
export async function answerAssessment(container: MedusaContainer, id: string, fields = riskAssessmentFields) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "payment_risk_assessment", fields, filters: { id } })
  if (!data[0]) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Risk assessment with id: ${id} was not found`)
  }
  const labels = await riskService(container).listPaymentRiskLabels(
    { assessment_id: id },
    { select: ["id", "kind", "is_bad", "source", "note", "labelled_at"], order: { labelled_at: "ASC" }, take: 100 }
  )
  return {
    risk_assessment: data[0],
    labels: labels.map(({ id, kind, is_bad, source, note, labelled_at }) => ({
      id,
      kind,
      is_bad,
      source,
      note,
      labelled_at,
    })),
  }
}

async function readOne(container: MedusaContainer, entity: string, fields: string[], id: string) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity, fields, filters: { id } })
  return data[0]
}

/** What a change came to, as lists show it. */
export const answerRuleSet = async (container: MedusaContainer, id: string) => ({
  risk_rule_set: await readOne(container, "payment_risk_rule_set", riskRuleSetFields, id),
})
export const answerModel = async (container: MedusaContainer, id: string) => ({
  risk_model: await readOne(container, "payment_risk_model", riskModelFields, id),
})

export const actorOf = ({ auth_context: { actor_type, actor_id } }: AuthenticatedMedusaRequest): AuditActor => ({
  type: actor_type === "api-key" ? "api-key" : "user",
  id: actor_id,
})
