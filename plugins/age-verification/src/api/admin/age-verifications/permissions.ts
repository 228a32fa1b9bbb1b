import { declarePermissions } from "@rise-via/core"

declarePermissions([
  {
    key: "age-verification:read",
    description: "See age verifications with names and birth dates",
    routes: ["GET /admin/age-verifications", "GET /admin/age-verifications/:id"],
  },
  {
    key: "age-verification:approve",
    description: "Confirm a customer's age",
    routes: ["POST /admin/age-verifications/:id/approve"],
  },
  {
    key: "age-verification:reject",
    description: "Reject a customer's age verification",
    routes: ["POST /admin/age-verifications/:id/reject"],
  },
])
