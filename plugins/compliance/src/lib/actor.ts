import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import type { AuditActor } from "@rise-via/core"

/** Who is asking an admin route: a person or a secret API key. */
export const actorOf = (req: AuthenticatedMedusaRequest): AuditActor => ({
  type: req.auth_context.actor_type === "api-key" ? "api-key" : "user",
  id: req.auth_context.actor_id,
})
