import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { redact, redactHeaders } from "../../../lib/redact"
import { runtime } from "../../../lib/runtime"
import type { AuditActor } from "../../../types"
import { exchangeKinds, type ExchangeKind } from "./query-config"

/** Answers `{ <kind>: [...], count, offset, limit }`. */
export const listOf = (kind: ExchangeKind) => async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data, metadata } = await query.graph({
    entity: exchangeKinds[kind].entity,
    fields: req.queryConfig.fields,
    filters: req.filterableFields,
    pagination: req.queryConfig.pagination,
  } as never)
  res.json({ [kind]: data, count: metadata?.count, offset: metadata?.skip, limit: metadata?.take })
}

/** Answers `{ <kind, singular>: {...} }` with secrets and personal fields blanked. */
export const oneOf =
  (kind: ExchangeKind, key: string) => async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
    res.json({ [key]: await retrieve(req, kind, req.params.id) })
  }

export async function retrieve(req: AuthenticatedMedusaRequest, kind: ExchangeKind, id: string) {
  const { entity, detail, noun } = exchangeKinds[kind]
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity, fields: [...detail], filters: { id } } as never)
  const row = data[0] as Record<string, any> | undefined
  if (!row) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `${noun} with id: ${id} was not found`)
  }
  return blank(kind, row)
}

/** Attempts were blanked when stored; messages are kept whole for their handlers and blanked here. */
function blank(kind: ExchangeKind, row: Record<string, any>) {
  switch (kind) {
    case "inbox": {
      const { redact: more } = runtime.inboxSources.get(row.source) ?? {}
      return { ...row, headers: redactHeaders(row.headers, more), body: redact(row.body, more) }
    }
    case "outbox":
      return { ...row, payload: redact(row.payload) }
    default:
      return row
  }
}

/** Who acts, for the audit log. */
export const actorOf = (req: AuthenticatedMedusaRequest): AuditActor => ({
  type: req.auth_context.actor_type === "api-key" ? "api-key" : "user",
  id: req.auth_context.actor_id,
})
