import fc from "fast-check"
import { amountOf, readAnswer, readError, saysSuccess } from "../wire"
import { options } from "./row"

const payload = (members: object) => ({ Success: true, Payload: { RequestId: "HPR-1", ...members } })

describe("what Hypur answers", () => {
  it("is read without case, with further members, and by the first path that leads somewhere", () => {
    const body = {
      success: true,
      RequestId: "the trace, not the request",
      PAYLOAD: { requestid: "HPR-7", STATUS: "Re-Presented", amount: "12.30", More: [1] },
    }
    expect(readAnswer(body, options)).toMatchObject({
      request_id: "HPR-7",
      status: "represented",
      provider_status: "Re-Presented",
      amount_cents: 1230,
    })
  })

  it("never takes the trace id of the answer for the id of the request", () => {
    expect(readAnswer({ Success: true, RequestId: "trace" }, options).request_id).toBeNull()
  })

  it("takes only the fee from what was debited", () => {
    const read = (members: object) => readAnswer(payload(members), options)
    expect(read({ TotalAmount: 43.5, Fee: 3 })).toMatchObject({ amount_cents: 4050, fee_cents: 300 })
    expect(read({ TotalAmount: 43.5, Fee: 3, Tip: 1, Amount: 39.5 })).toMatchObject({ amount_cents: 4050 })
    expect(read({ Amount: 40.5 })).toMatchObject({ amount_cents: 4050, fee_cents: null })
    expect(read({ TotalAmount: 1, Fee: 3, Amount: 40.5 })).toMatchObject({ amount_cents: 4050 })
  })

  it.each([[1.005], ["12.345"], [-1], ["-1"], ["1e3"], [Number.NaN], [{}], [null], [true], [1e12]])(
    "has no amount in %p",
    (Amount) => expect(readAnswer(payload({ Amount }), options).amount_cents).toBeNull()
  )

  it("succeeded only when it says so", () => {
    expect([{ Success: true }, { success: true }].every(saysSuccess)).toBe(true)
    expect([{}, { Success: "true" }, { Success: 1 }, null, "Success", []].some(saysSuccess)).toBe(false)
    expect(readError({ Success: false, Error: { Message: "no", Name: "ValidationError", Code: 400 } })).toEqual({
      code: "400",
      name: "ValidationError",
      message: "no",
    })
  })

  it("never makes reading throw", () => {
    fc.assert(
      fc.property(fc.anything(), (body) => {
        readAnswer(body, options)
        readAnswer({ Payload: body }, options)
        readError(body)
      }),
      { numRuns: 300 }
    )
  })

  it("and what we send are the same cents", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000_00 }), (cents) => {
        const Amount = amountOf(cents, "dollars")
        expect(readAnswer(JSON.parse(JSON.stringify(payload({ Amount }))), options).amount_cents).toBe(cents)
        expect(String(Amount)).toMatch(/^\d+(\.\d{1,2})?$/)
      })
    )
    expect(amountOf(4050, "cents")).toBe(4050)
  })
})
