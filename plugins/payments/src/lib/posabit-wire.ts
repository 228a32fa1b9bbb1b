import { MAX_CENTS } from "./money"
import { normalizeStatus } from "./posabit-status"

/** An incoming order as POSaBIT returns it, reduced to what we act on. */
export type RegisterOrder = {
  id: string
  reference_no: string | null
  status: string
  /** Cents; `null` when POSaBIT did not say. */
  total_cents: number | null
}

/** What a callback claims. Only a hint: nobody signs it. */
export type CallbackHint = {
  id: string | null
  reference_no: string | null
  status: string | null
  order_type: string | null
}

/** Single objects come as `{"incoming_order":{…}}` or bare, rows of lists wrapped in their singular. */
export function unwrapOrder(body: unknown): RegisterOrder | undefined {
  const outer = asObject(body)
  const order = asObject(outer?.incoming_order) ?? outer
  const id = text(order?.id)
  const status = text(order?.status) ?? text(order?.aasm_state)
  if (!order || !id || !status) {
    return undefined
  }
  return {
    id,
    reference_no: text(order.reference_no) ?? null,
    status: normalizeStatus(status),
    total_cents: wholeCents(order.total),
  }
}

/** The rows of `{"total_records":…,"incoming_orders":[{"incoming_order":{…}}]}`; nothing when it is not such a list. */
export function unwrapList(body: unknown): RegisterOrder[] | undefined {
  const rows = asObject(body)?.incoming_orders
  if (!Array.isArray(rows)) {
    return undefined
  }
  return rows.map(unwrapOrder).filter((row): row is RegisterOrder => !!row)
}

/**
 * Reads a callback. POSaBIT documents a form with the object `incoming_order`; how it is written on the wire is not
 * documented, so `incoming_order[id]=…`, flat fields and JSON are all understood. Never throws.
 */
export function readCallback(rawBody: Buffer, body: unknown): CallbackHint {
  const parsed = asObject(body)
  const fields = asObject(parsed?.incoming_order) ?? parsed ?? {}
  const form = new URLSearchParams(rawBody.toString("utf8").slice(0, 10_000))
  const read = (name: string) =>
    (text(fields[name]) ?? form.get(`incoming_order[${name}]`) ?? form.get(name) ?? undefined)?.slice(0, 200) || null
  const status = read("status")
  return {
    id: read("id"),
    reference_no: read("reference_no"),
    status: status && normalizeStatus(status),
    order_type: read("order_type"),
  }
}

/** An amount that is not whole cents is no amount: `null` makes it a case instead of a wrong capture. */
function wholeCents(value: unknown): number | null {
  const cents = typeof value === "string" && /^\d{1,12}$/.test(value) ? Number(value) : value
  return typeof cents === "number" && Number.isInteger(cents) && cents >= 0 && cents <= MAX_CENTS ? cents : null
}

const asObject = (value: unknown): Record<string, unknown> | undefined =>
  value && typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined

function text(value: unknown): string | undefined {
  return typeof value === "number" || (typeof value === "string" && value !== "") ? String(value) : undefined
}
