import { defineRoutes } from "@rise-via/core"
import { AdminAgeVerificationResponse, AdminAgeVerificationsResponse } from "./answers"
import { knownId } from "./known-id"
import "./permissions"
import { listAgeVerificationsQueryConfig, retrieveAgeVerificationQueryConfig } from "./query-config"
import {
  AdminApproveAgeVerification,
  AdminGetAgeVerificationParams,
  AdminGetAgeVerificationsParams,
  AdminRejectAgeVerification,
} from "./validators"

const one = { schema: AdminGetAgeVerificationParams, config: retrieveAgeVerificationQueryConfig }

export const adminAgeVerificationMiddlewares = defineRoutes([
  {
    method: "GET",
    path: "/admin/age-verifications",
    summary: "Verifications, newest first",
    who: "staff",
    permission: "age-verification:read",
    query: { schema: AdminGetAgeVerificationsParams, config: listAgeVerificationsQueryConfig },
    answers: { 200: { description: "One page", schema: AdminAgeVerificationsResponse } },
  },
  {
    method: "GET",
    path: "/admin/age-verifications/:id",
    summary: "One verification with the customer it is about",
    who: "staff",
    permission: "age-verification:read",
    before: [knownId],
    query: one,
    answers: { 200: { description: "The verification", schema: AdminAgeVerificationResponse } },
  },
  {
    method: "POST",
    path: "/admin/age-verifications/:id/approve",
    summary: "Confirm a customer's age",
    description: "Again: the same answer.",
    who: "staff",
    permission: "age-verification:approve",
    before: [knownId],
    body: AdminApproveAgeVerification,
    query: one,
    answers: { 200: { description: "The approved verification", schema: AdminAgeVerificationResponse } },
    errors: { 400: "It was rejected, or the birth date does not allow it" },
  },
  {
    method: "POST",
    path: "/admin/age-verifications/:id/reject",
    summary: "Reject a verification with a reason",
    description: "Again: the same answer.",
    who: "staff",
    permission: "age-verification:reject",
    before: [knownId],
    body: AdminRejectAgeVerification,
    query: one,
    answers: { 200: { description: "The rejected verification", schema: AdminAgeVerificationResponse } },
    errors: { 400: "It was approved" },
  },
])
