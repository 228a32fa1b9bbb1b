import { validateAndTransformBody, validateAndTransformQuery, type MiddlewareRoute } from "@medusajs/framework/http"
import { knownId } from "./known-id"
import "./permissions"
import { listAgeVerificationsQueryConfig, retrieveAgeVerificationQueryConfig } from "./query-config"
import {
  AdminApproveAgeVerification,
  AdminGetAgeVerificationParams,
  AdminGetAgeVerificationsParams,
  AdminRejectAgeVerification,
} from "./validators"

const retrieve = () => validateAndTransformQuery(AdminGetAgeVerificationParams, retrieveAgeVerificationQueryConfig)

export const adminAgeVerificationMiddlewares: MiddlewareRoute[] = [
  {
    method: ["GET"],
    matcher: "/admin/age-verifications",
    middlewares: [validateAndTransformQuery(AdminGetAgeVerificationsParams, listAgeVerificationsQueryConfig)],
  },
  {
    method: ["GET"],
    matcher: "/admin/age-verifications/:id",
    middlewares: [knownId, retrieve()],
  },
  {
    method: ["POST"],
    matcher: "/admin/age-verifications/:id/approve",
    middlewares: [knownId, validateAndTransformBody(AdminApproveAgeVerification), retrieve()],
  },
  {
    method: ["POST"],
    matcher: "/admin/age-verifications/:id/reject",
    middlewares: [knownId, validateAndTransformBody(AdminRejectAgeVerification), retrieve()],
  },
]
