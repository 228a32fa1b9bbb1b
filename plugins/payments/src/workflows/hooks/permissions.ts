import { declarePermissions } from "@rise-via/core"

declarePermissions([
  {
    key: "payments:read",
    description: "See what the register knows of an order and what was captured",
    routes: ["GET /admin/payments/posabit-orders", "GET /admin/payments/posabit-orders/:id"],
  },
  {
    key: "payments:refresh",
    description: "Read an order at the register again; money that was taken is then captured",
    routes: ["POST /admin/payments/posabit-orders/:id/refresh"],
  },
])
