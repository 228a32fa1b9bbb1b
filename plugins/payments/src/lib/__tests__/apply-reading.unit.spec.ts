import fc from "fast-check"
import type { PosabitOrderDTO } from "../../types"
import { applyReading } from "../apply-reading"
import { POSABIT_STATUSES } from "../posabit-status"

const placed = (changes: Partial<PosabitOrderDTO> = {}) =>
  ({
    order_id: "order_1",
    posabit_id: "500001",
    order_type: "pickup",
    status: "pending",
    currency_code: "usd",
    amount_cents: 4000,
    pos_total_cents: null,
    captured_cents: null,
    settlement: "open",
    ...changes,
  }) as PosabitOrderDTO

const register = (status: string, total_cents: number | null = 4000) => ({
  id: "500001",
  reference_no: "order_1",
  status,
  total_cents,
})

const kinds = (cases: { kind: string }[]) => cases.map(({ kind }) => kind)

describe("applyReading", () => {
  it("makes a completed pickup due", () => {
    const { changes, cases } = applyReading(placed(), register("completed"))
    expect(changes).toEqual({ status: "completed", pos_total_cents: 4000, settlement: "due" })
    expect(cases).toEqual([])
  })

  it("does not make a completed delivery due before it is delivered", () => {
    const delivery = placed({ order_type: "delivery" })
    expect(applyReading(delivery, register("completed")).changes.settlement).toBeUndefined()
    expect(applyReading(delivery, register("delivered")).changes.settlement).toBe("due")
  })

  it("keeps an undocumented status and tells staff", () => {
    const { changes, cases } = applyReading(placed(), register("awaiting_pixies"))
    expect(changes.status).toBe("awaiting_pixies")
    expect(kinds(cases)).toEqual(["payments.status_unknown"])
  })

  it("ignores an older reading that came late, its total too", () => {
    const { changes, cases } = applyReading(placed({ status: "completed", settlement: "due" }), register("pending", 1))
    expect(changes).toEqual({})
    expect(cases).toEqual([])
  })

  it("makes a cancellation a case, and another one when the money was captured", () => {
    expect(applyReading(placed(), register("canceled"))).toMatchObject({
      changes: { status: "canceled", settlement: "canceled" },
      cases: [{ kind: "payments.canceled_at_register" }],
    })
    const settled = placed({ status: "completed", settlement: "settled", captured_cents: 4000, pos_total_cents: 4000 })
    const after = applyReading(settled, register("canceled"))
    expect(after.changes).toEqual({ status: "canceled" })
    expect(kinds(after.cases)).toEqual(["payments.canceled_after_payment"])
  })

  it("asks nobody about a cancellation that the store asked for", () => {
    expect(applyReading(placed(), register("canceled"), true).cases).toEqual([])
  })

  it("captures nothing for an order that the register had canceled, and asks people", () => {
    const { changes, cases } = applyReading(
      placed({ status: "canceled", settlement: "canceled" }),
      register("completed")
    )
    expect(changes).toEqual({})
    expect(kinds(cases)).toEqual(["payments.status_conflict"])
  })

  it("leaves the amounts of a settled order alone and reports a total that changed afterwards", () => {
    const settled = placed({ status: "completed", settlement: "settled", captured_cents: 4000, pos_total_cents: 4000 })
    const { changes, cases } = applyReading(settled, register("completed", 3900))
    expect(changes).toEqual({})
    expect(kinds(cases)).toEqual(["payments.total_changed"])
  })

  it("changes nothing when a reading is applied a second time", () => {
    const status = fc.constantFrom(...POSABIT_STATUSES, "awaiting_pixies")
    const reading = fc.record({ status, total: fc.option(fc.integer({ min: 0, max: 9000 })) })
    fc.assert(
      fc.property(
        fc.constantFrom("pickup", "delivery"),
        fc.array(reading, { maxLength: 20 }),
        (order_type, readings) => {
          let row = placed({ order_type: order_type as "pickup" })
          for (const { status, total } of readings) {
            row = { ...row, ...applyReading(row, register(status, total)).changes }
            expect(applyReading(row, register(status, total)).changes).toEqual({})
          }
        }
      )
    )
  })
})
