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

/** An order of a list, with the times that say on which day it belongs. A time that POSaBIT did not give is `null`. */
export type ListedOrder = RegisterOrder & {
  order_type: string | null
  created_at: Date | null
  updated_at: Date | null
  /** When the register rang it up. */
  processed_at: Date | null
}

/** One page of a list. `total_pages` is `null` when POSaBIT did not say. */
export type OrderPage = { orders: ListedOrder[]; total_pages: number | null; unreadable: number }

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

/**
 * A page of `{"total_records":…,"incoming_orders":[{"incoming_order":{…}}]}`; nothing when it is not such a list. Rows that
 * are no orders are counted, because a list with holes must not pass for a whole one.
 */
export function unwrapPage(body: unknown): OrderPage | undefined {
  const page = asObject(body)
  if (!page || !Array.isArray(page.incoming_orders)) {
    return undefined
  }
  const orders = page.incoming_orders.map(listedOrder).filter((row) => row !== undefined)
  const pages = Number(text(page.total_pages) ?? NaN)
  return {
    orders,
    total_pages: Number.isInteger(pages) && pages >= 0 ? pages : null,
    unreadable: page.incoming_orders.length - orders.length,
  }
}

function listedOrder(row: unknown): ListedOrder | undefined {
  const outer = asObject(row)
  const fields = asObject(outer?.incoming_order) ?? outer
  const order = unwrapOrder(row)
  return (
    order && {
      ...order,
      order_type: text(fields?.order_type) ?? null,
      created_at: time(fields?.created_at),
      updated_at: time(fields?.updated_at),
      processed_at: time(fields?.processed_at),
    }
  )
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

function time(value: unknown): Date | null {
  const at = new Date(text(value) ?? "")
  return Number.isNaN(at.getTime()) ? null : at
}

const asObject = (value: unknown): Record<string, unknown> | undefined =>
  value && typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined

function text(value: unknown): string | undefined {
  return typeof value === "number" || (typeof value === "string" && value !== "") ? String(value) : undefined
}
