import { readCallback, unwrapOrder, unwrapPage } from "../posabit-wire"

describe("unwrapOrder", () => {
  it.each([
    ["wrapped", { incoming_order: { id: 5, reference_no: "order_1", aasm_state: "En Route", total: 4000 } }],
    ["bare", { id: "5", reference_no: "order_1", status: "en_route", total: "4000" }],
  ])("reads an order that comes %s", (_, body) => {
    expect(unwrapOrder(body)).toEqual({ id: "5", reference_no: "order_1", status: "en_route", total_cents: 4000 })
  })

  it.each([40.5, -1, "40.00", null, 9e12])("takes a total of %s for no total", (total) => {
    expect(unwrapOrder({ id: 5, status: "pending", total })?.total_cents).toBeNull()
  })

  it.each([null, "no", [], {}, { incoming_order: null }, { id: 5 }, { status: "pending" }])(
    "finds no order in %j",
    (body) => {
      expect(unwrapOrder(body)).toBeUndefined()
    }
  )
})

describe("unwrapPage", () => {
  it("reads wrapped rows, counts what is none, and tells an empty list from something else", () => {
    const rows = [{ incoming_order: { id: 5, status: "pending" } }, { note: "?" }]
    expect(unwrapPage({ total_records: 1, incoming_orders: rows })).toMatchObject({
      orders: [{ id: "5" }],
      unreadable: 1,
    })
    expect(unwrapPage({ incoming_orders: [] })).toMatchObject({ orders: [], total_pages: null, unreadable: 0 })
    expect(unwrapPage("<html>")).toBeUndefined()
  })
})

describe("readCallback", () => {
  const form = "incoming_order%5Bid%5D=5&incoming_order%5Breference_no%5D=order_1&incoming_order%5Bstatus%5D=En+Route"
  const expected = { id: "5", reference_no: "order_1", status: "en_route", order_type: null }

  it.each([
    [
      "as a nested form that Medusa parsed",
      form,
      { incoming_order: { id: "5", reference_no: "order_1", status: "En Route" } },
    ],
    ["as a form that Medusa left flat", form, { "incoming_order[id]": "5" }],
    ["as JSON", "{}", { incoming_order: { id: 5, reference_no: "order_1", status: "En Route" } }],
    ["as a flat form", "id=5&reference_no=order_1&status=En+Route", undefined],
  ])("reads it %s", (_, raw, body) => {
    expect(readCallback(Buffer.from(raw), body)).toEqual(expected)
  })

  it("reads nothing from rubbish, and does not throw", () => {
    const nothing = { id: null, reference_no: null, status: null, order_type: null }
    expect(readCallback(Buffer.from([0xff, 0xfe]), ["x"])).toEqual(nothing)
    expect(readCallback(Buffer.alloc(0), { incoming_order: { id: { $gt: "" } } })).toEqual(nothing)
  })
})
