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

/** The same shopper buys one of what she liked before, in the same way except for the payment. */
async function buy(context: DemoContext, provider_id: string, beforeComplete: (session: any) => Promise<unknown>) {
  const { store, shop, state } = context
  const { cart: empty } = await store.store.cart.create({ region_id: state.region.id, email: state.email })
  const { shipping_address: address } = state.cart
  const { id: _, created_at, updated_at, customer_id, ...given } = address
  await store.store.cart.createLineItem(empty.id, { variant_id: state.choice[0].variant_id, quantity: 1 })
  await store.store.cart.update(empty.id, { shipping_address: given, billing_address: given })
  const { shipping_options: options } = await store.store.fulfillment.listCartOptions({ cart_id: empty.id })
  const option = options.find(({ name }: { name: string }) => /pick/i.test(name)) ?? options[0]
  const { cart } = await store.store.cart.addShippingMethod(empty.id, { option_id: option.id })
  const { payment_collection } = await store.store.payment.initiatePaymentSession(cart, { provider_id })
  await beforeComplete(payment_collection.payment_sessions[0])
  const answer = await shop.carts.complete(cart.id)
  if (answer.type !== "order") {
    throw new Error(`the cart should have become an order, but the shop says: ${answer.error?.message}`)
  }
  return answer.order
}

const PAID = "id,total,payment_status,payment_collections.payments.id,payment_collections.payments.captures.amount"

const orderOf = async ({ adminSdk }: DemoContext, id: string) =>
  (await adminSdk.client.fetch(`/admin/orders/${id}`, { query: { fields: PAID } })).order

const isCaptured = async (context: DemoContext, id: string) => {
  const order = await orderOf(context, id)
  return order.payment_status === "captured" && order
}

async function payByAeropay(context: DemoContext): Promise<string> {
  const { shop, sandbox, adminSdk, state } = context
  const phone = `+1206${String(Date.now()).slice(-7)}`
  await shop.aeropay.connect({ first_name: "Robin", last_name: "Demo", email: state.email, phone })
  await shop.aeropay.confirm({ code: "000000" })
  const { bank_link } = await shop.aeropay.bankLink()
  const { connection } = await sandbox("POST", "/aeropay/__sim/connections", { user_id: bank_link.user_id })
  await shop.aeropay.linkBank({ connection_id: connection.id })

  const order = await buy(context, "pp_aeropay_aeropay", async () => undefined)
  const held = await orderOf(context, order.id)
  const [payment] = held.payment_collections.flatMap(({ payments }: any) => payments)
  await adminSdk.client.fetch(`/admin/payments/${payment.id}/capture`, { method: "POST", body: {} })
  state.aeropay = await context.until("the payment to be captured", () => isCaptured(context, order.id))
  return `She links a bank, Aeropay holds $${order.total.toFixed(2)}, and staff capture it at the counter.`
}

async function payByHypur(context: DemoContext): Promise<string> {
  const order = await buy(context, "pp_hypur_hypur", ({ data }) =>
    context.sandbox("POST", `/hypur/__sim/requests/${data.request_id}/approve`, {})
  )
  await context.until("the payment to be captured", () => isCaptured(context, order.id))
  return `She approves $${order.total.toFixed(2)} in her browser, and the shop reads it at Hypur before it believes it.`
}

async function refundPart({ adminSdk, state }: DemoContext): Promise<string> {
  const [payment] = state.aeropay.payment_collections.flatMap(({ payments }: any) => payments)
  const body = { payment_id: payment.id, amount: 1, reason: "One gummy was missing" }
  const { refund } = await adminSdk.client.fetch("/admin/payments/refunds", { method: "POST", body })
  if (!["succeeded", "pending"].includes(refund.state)) {
    throw new Error(`the refund should have been made, but it is ${refund.state}: ${refund.error}`)
  }
  return `One gummy was missing: staff give $1.00 of the bank payment back. It is ${refund.state}.`
}

async function reconcileDay({ adminSdk, until }: DemoContext): Promise<string> {
  const path = "/admin/payments/reconciliation"
  const { to: day } = await adminSdk.client.fetch(`${path}/days`)
  const { sources } = await adminSdk.client.fetch(`${path}/sources`)
  for (const { provider } of sources) {
    const body = { provider, day }
    const { reconciliation_run } = await adminSdk.client.fetch(`${path}/runs`, { method: "POST", body })
    const run = await until(`${provider} to be reconciled`, async () => {
      const answer = await adminSdk.client.fetch(`${path}/runs/${reconciliation_run.id}`)
      return answer.reconciliation_run.ended_at && answer.reconciliation_run
    })
    if (run.state !== "completed") {
      throw new Error(`${provider} could not be reconciled: ${run.error}`)
    }
  }
  const { count } = await adminSdk.client.fetch(`${path}/differences`, { query: { state: "open", limit: 1 } })
  return `The day is reconciled with ${sources.map(({ provider }: any) => provider).join(", ")}: ${count} differences. ${await booksOf(adminSdk)}`
}

/** The trial balance of the last day, account by account. */
async function booksOf(adminSdk: any): Promise<string> {
  const [from, to] = [-25, 1].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString())
  const { books } = await adminSdk.client.fetch("/admin/payments/ledger/books", { query: { from, to } })
  const lines = books.map(
    ({ provider, account, balance_cents }: any) => `${provider} ${account} ${(balance_cents / 100).toFixed(2)}`
  )
  return `The books: ${lines.join(" · ")}.`
}

export const steps: DemoStep[] = [
  { order: 700, title: "The payment callback arrives", run: payAtRegister },
  { order: 720, title: "She pays by bank with Aeropay", run: payByAeropay },
  { order: 740, title: "She pays by bank with Hypur", run: payByHypur },
  { order: 760, title: "A part is given back", run: refundPart },
  { order: 790, title: "The day is reconciled", run: reconcileDay },
]
