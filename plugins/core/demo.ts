import type { DemoStep } from "@rise-via/core"

export const steps: DemoStep[] = [
  {
    order: 900,
    title: "An auditor checks the books",
    run: async ({ adminSdk, state }) => {
      const verification = await adminSdk.client.fetch("/admin/audit-log/verify", { method: "POST", body: {} })
      if (!verification.ok) {
        throw new Error(`the audit log does not verify: ${verification.first_problem?.message}`)
      }
      const { count } = await adminSdk.client.fetch("/admin/exchange/outbox", {
        query: { state: "dead", key: state.order?.id },
      })
      if (count) {
        throw new Error("a message about the order could not be sent")
      }
      return `The audit log of ${verification.checked} entries is whole, and no message about the order is stuck.`
    },
  },
]
