import { keyOf } from "../keys"

describe("an idempotency key", () => {
  const facts = { cents: 4200, bankAccountId: 7, attempt: 1 }
  const key = keyOf("preauth", "payses_1", facts)

  it("is a version 4 UUID, and the same for the same facts", () => {
    expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(keyOf("preauth", "payses_1", { ...facts })).toBe(key)
    expect(keyOf("preauth", "payses_1", { cents: 4200, bankAccountId: 7 })).toBe(key)
  })

  it("is another one when anything about the payment is other", () => {
    const others = [
      keyOf("sale", "payses_1", facts),
      keyOf("preauth", "payses_2", facts),
      keyOf("preauth", "payses_1", { ...facts, cents: 4201 }),
      keyOf("preauth", "payses_1", { ...facts, bankAccountId: 8 }),
      keyOf("preauth", "payses_1", { ...facts, attempt: 2 }),
    ]
    expect(new Set([key, ...others]).size).toBe(6)
  })
})
