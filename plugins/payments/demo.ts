import type { DemoContext, DemoStep } from "@rise-via/core"

async function payAtRegister({ adminSdk, sandbox, until, state }: DemoContext): Promise<string> {
  if (!state.order?.id) {
    throw new Error("no order was placed in the steps before")
  }
  const { order } = state
  const path = "/admin/payments/posabit-orders"
  const read = async () => {
    const { posabit_orders } = await adminSdk.client.fetch(path, { query: { order_id: order.id, limit: 1 } })
    return posabit_orders[0]
  }

  const pushed = await until("the order to be in the register", async () => {
    const row = await read()
    return row?.posabit_id && row
  })
  await sandbox("POST", `/posabit/__sim/orders/${pushed.posabit_id}/status`, { status: "completed" })

  const settled = await until("the payment to be captured", async () => {
    const row = await read()
    return row.settlement === "settled" && row
  })
  const { order: paid } = await adminSdk.client.fetch(`/admin/orders/${order.id}`, {
    query: { fields: "id,payment_status,payment_collections.payments.captures.amount" },
  })
  const captures = paid.payment_collections
    .flatMap(({ payments }: any) => payments)
    .flatMap(({ captures }: any) => captures)
  if (paid.payment_status !== "captured" || captures.length !== 1) {
    throw new Error(
      `the payment should be captured once, but it is ${paid.payment_status} with ${captures.length} captures`
    )
  }
  const amount = (settled.captured_cents / 100).toFixed(2)
  return `She pays $${amount} at the counter, the register completes order ${pushed.posabit_id} and calls back: captured once.`
}

export const steps: DemoStep[] = [{ order: 700, title: "The payment callback arrives", run: payAtRegister }]
