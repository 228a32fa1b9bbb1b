import { defineRouteConfig } from "@medusajs/admin-sdk"
import { CashSolid } from "@medusajs/icons"
import { DayChart } from "../../components/reconciliation/day-chart"
import { DifferencesTable } from "../../components/reconciliation/differences-table"
import { RunsTable } from "../../components/reconciliation/runs-table"

/** What payment services say of their books, beside ours and the orders. */
const PaymentReconciliationPage = () => (
  <div className="flex flex-col gap-y-3">
    <DayChart />
    <DifferencesTable />
    <RunsTable />
  </div>
)

export const config = defineRouteConfig({ label: "Reconciliation", icon: CashSolid })

export const handle = { breadcrumb: () => "Reconciliation" }

export default PaymentReconciliationPage
