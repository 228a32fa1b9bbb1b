import { declarePermissions } from "@rise-via/core"

declarePermissions([
  { key: "age-verification:read", description: "See age verifications with names and birth dates" },
  { key: "age-verification:approve", description: "Confirm a customer's age" },
  { key: "age-verification:reject", description: "Reject a customer's age verification" },
])
