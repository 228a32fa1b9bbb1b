import fc from "fast-check"
import { isMoneyTaken, normalizeStatus, POSABIT_STATUSES, stepTo } from "../posabit-status"

describe("normalizeStatus", () => {
  it.each([
    ["En Route", "en_route"],
    [" STS Failed ", "sts_failed"],
    ["Cancelled", "canceled"],
    ["Awaiting Pixies", "awaiting_pixies"],
  ])("reads %s as %s", (text, status) => {
    expect(normalizeStatus(text)).toBe(status)
  })
})

describe("stepTo", () => {
  it.each([
    ["pickup", "pending", "change", "advanced"],
    ["pickup", "change", "pending", "advanced"],
    ["pickup", "pending", "completed", "advanced"],
    ["pickup", "processing", "pending", "stale"],
    ["pickup", "completed", "processing", "stale"],
    ["pickup", "completed", "canceled", "advanced"],
    ["pickup", "canceled", "completed", "conflict"],
    ["pickup", "canceled", "pending", "stale"],
    ["pickup", "completed", "sts_failed", "stale"],
    ["delivery", "en_route", "sts_failed", "advanced"],
    ["delivery", "sts_failed", "processing", "advanced"],
    ["delivery", "completed", "en_route", "advanced"],
    ["delivery", "delivered", "completed", "stale"],
    ["pickup", "pending", "awaiting_pixies", "unknown"],
    ["pickup", "awaiting_pixies", "processing", "advanced"],
  ])("%s: %s, then %s, is %s", (type, current, observed, step) => {
    expect(stepTo(type, current, observed)).toBe(step)
  })

  it("never forgets that money was taken, in whatever order the readings come", () => {
    const status = fc.constantFrom(...POSABIT_STATUSES)
    fc.assert(
      fc.property(fc.constantFrom("pickup", "delivery"), fc.array(status, { maxLength: 30 }), (type, readings) => {
        let current = "pending"
        let wasTaken = false
        for (const observed of readings) {
          current = stepTo(type, current, observed) === "advanced" ? observed : current
          expect(wasTaken && !isMoneyTaken(type, current) && current !== "canceled").toBe(false)
          wasTaken ||= isMoneyTaken(type, current)
        }
      })
    )
  })
})

describe("isMoneyTaken", () => {
  it("waits for the door when POSaBIT delivers", () => {
    expect(isMoneyTaken("delivery", "completed")).toBe(false)
    expect(isMoneyTaken("delivery", "delivered")).toBe(true)
    expect(isMoneyTaken("pickup", "completed")).toBe(true)
  })
})
