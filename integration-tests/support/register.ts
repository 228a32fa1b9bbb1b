import type { StoreUnderTest } from "./store"

/** The shop's cash register: POSaBIT's order as the sandbox shows it. */
export type RegisterOrder = { id: number; reference_no: string; status: string; [field: string]: any }

export async function registerOrders(store: StoreUnderTest, orderId: string): Promise<RegisterOrder[]> {
  const path = `/posabit/__sim/orders?reference_no=${encodeURIComponent(orderId)}`
  return (await store.sandbox.call("GET", path)).orders
}

/** Waits until the order has arrived at the register. More than one would be sold twice there, so it is an error. */
export async function atRegister(store: StoreUnderTest, orderId: string, deadlineMs?: number): Promise<RegisterOrder> {
  const found = await store.until(
    `order ${orderId} at the register`,
    async () => {
      const orders = await registerOrders(store, orderId)
      return orders.length > 0 && orders
    },
    deadlineMs
  )
  if (found.length !== 1) {
    throw new Error(`Order ${orderId} is ${found.length} times at the register`)
  }
  return found[0]
}

/** The budtender takes the money and closes the order; the register then calls the shop back. */
export async function payAtRegister(
  store: StoreUnderTest,
  orderId: string,
  callback: { lost?: boolean; times?: number; delay_ms?: number } = {}
): Promise<RegisterOrder> {
  const { id } = await atRegister(store, orderId)
  const body = { status: "completed", callback }
  return (await store.sandbox.call("POST", `/posabit/__sim/orders/${id}/status`, body)).order
}

/** Sends callbacks again without changing the order. */
export async function repeatCallback(
  store: StoreUnderTest,
  { id }: RegisterOrder,
  callback: { status?: string; times?: number; delay_ms?: number }
): Promise<void> {
  await store.sandbox.call("POST", `/posabit/__sim/orders/${id}/callbacks`, callback)
}
