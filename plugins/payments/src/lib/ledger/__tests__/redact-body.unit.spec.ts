import fc from "fast-check"
import { redactBody, redactText } from "../redact-body"

describe("what is kept of a body", () => {
  it("keeps what staff need: ids, amounts, states, codes, times, the bank's name and the last four digits", () => {
    const body = {
      id: 957022,
      uuid: "123e4567-e89b-12d3-a456-426614174000",
      transaction_id: "100000000001",
      referenceId: "payses_01HZX4",
      amount: { amount: 4000, currency: "USD" },
      status: "declined",
      error: { code: "AP302", message: "Insufficient funds" },
      returnCode: "R01",
      createdAt: "2026-03-08T12:00:00.000Z",
      expires: 1_772_971_200,
      bank_name: "Aerosync Bank",
      accountLast4: "6789",
      isGuest: true,
      nothing: null,
    }
    expect(redactBody(body)).toEqual(body)
  })

  it.each([
    ["accountNumber", "12345"],
    ["bank_account_number", 12345],
    ["routingNumber", "110000000"],
    ["cardNumber", "4111-1111"],
    ["cvv", "123"],
    ["pin", "4711"],
    ["PIN", 4711],
    ["otp", "000000"],
    ["code", "123456"],
    ["code", 123456],
    ["access_token", "abc"],
    ["X-POSaBIT-Token", "abc"],
    ["api-key", "abc"],
    ["client_secret", "abc"],
    ["first_name", "Robin"],
    ["lastName", "Shopper"],
    ["name", "Robin Shopper"],
    ["accountHolderName", "Robin Shopper"],
    ["email", "robin@example.com"],
    ["phoneNumber", "5550100"],
    ["telephone", "5550100"],
    ["address_1", "1200 Pine Street"],
    ["city", "Seattle"],
    ["zipcode", "98101"],
    ["dateOfBirth", "1990-04-20"],
    ["birth_date", "1990-04-20"],
    ["status_callback", "https://shop.example/hooks/posabit/orders/abc"],
    ["Authorization", "Basic abc"],
    ["X-Signature", "abc"],
    ["password", { nested: "abc" }],
  ])("blanks %s", (field, value) => {
    expect(redactBody({ deep: [{ [field]: value }] })).toEqual({ deep: [{ [field]: "***" }] })
  })

  it.each([
    "4111111111111111",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "000123456789",
    "+1 (206) 555-0100",
    "206-555-0100",
    "206.555.0100",
    "078-05-1120",
    "robin.shopper+x@example.co.uk",
    "Bearer abc.def-ghi",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
  ])("finds %s inside a sentence", (secret) => {
    const kept = redactText(`The shopper (${secret}) was declined, code R01.`)
    expect(kept).not.toContain(secret)
    expect(kept).toContain("was declined, code R01.")
    expect(redactText(secret)).not.toContain(secret)
  })

  it("looks into JSON and forms that come as text", () => {
    const json = JSON.stringify({ user: { first_name: "Robin", pin: "4711" }, status: "ok" })
    expect(redactBody(json)).toEqual({ user: { first_name: "***", pin: "***" }, status: "ok" })
    expect(redactBody({ body: json })).toEqual({ body: { user: { first_name: "***", pin: "***" }, status: "ok" } })
    expect(redactBody(Buffer.from("incoming_order[id]=5&incoming_order[first_name]=Robin"))).toEqual({
      "incoming_order[id]": "5",
      "incoming_order[first_name]": "***",
    })
  })

  it("blanks long numbers whatever type they have, and leaves amounts and times alone", () => {
    expect(redactBody({ value: 4111111111111111, total: 2_147_483_647, at: 1_772_971_200_000 })).toEqual({
      value: "***",
      total: 2_147_483_647,
      at: 1_772_971_200_000,
    })
  })

  it("is bounded and never fails, whatever it is given", () => {
    const loop: Record<string, unknown> = {}
    loop.itself = loop
    expect(JSON.stringify(redactBody(loop)).length).toBeLessThan(1_000)
    expect(redactBody({ big: "x".repeat(1_000_000) })).toMatchObject({ big: expect.stringMatching(/^x{2000}$/) })
    expect(redactBody(Array.from({ length: 100 }, () => "y".repeat(2_000)))).toMatchObject({ cut_off: true })
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }), (body) => {
        const json = JSON.stringify(redactBody(body))
        expect(json.length).toBeLessThan(20_000)
        expect(json).not.toMatch(/\\u0000|\\ud[89a-f]/i)
      })
    )
  })

  it("lets no planted number through, wherever it hides", () => {
    const planted = fc.constantFrom("4111111111111111", "000123456789", "+12065550100", "robin@example.com")
    const field = fc.constantFrom("message", "details", "raw", "reason", "title", "value", "data")
    const wrap: fc.Arbitrary<(inner: unknown) => unknown> = fc.oneof(
      field.map((name) => (inner: unknown) => ({ [name]: inner })),
      fc.constant((inner: unknown) => [1, inner]),
      fc.constant((inner: unknown) => JSON.stringify({ inner }))
    )
    fc.assert(
      fc.property(planted, fc.array(wrap, { maxLength: 5 }), fc.boolean(), (secret, wraps, alone) => {
        const text: unknown = alone ? secret : `paid with ${secret} today`
        expect(JSON.stringify(redactBody(wraps.reduce((inner, into) => into(inner), text)))).not.toContain(secret)
      })
    )
  })
})
