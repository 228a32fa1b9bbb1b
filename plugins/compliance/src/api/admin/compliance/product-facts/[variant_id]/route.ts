import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { saveProductFactsWorkflow } from "../../../../../workflows"
import { actorOf } from "../../../../../lib/actor"
import { retrieveVariantFacts } from "../../../../../lib/variant-facts"
import type { AdminSaveProductFactsType } from "../../validators"

/** Facts of one variant (`null` when it has none) and which are missing. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  res.json(await retrieveVariantFacts(req.scope, req.params.variant_id))
}

/** Creates or changes facts of one variant, and with `lot` the lot it comes from. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminSaveProductFactsType>, res: MedusaResponse) => {
  const { lot, why, ...facts } = req.validatedBody
  const { variant_id } = req.params
  const lotCode = lot === undefined ? {} : { lot_code: lot?.code ?? null }

  await saveProductFactsWorkflow(req.scope).run({
    input: { facts: [{ variant_id, ...facts, ...lotCode }], lots: lot ? [lot] : [], actor: actorOf(req), why },
  })
  res.json(await retrieveVariantFacts(req.scope, variant_id))
}
