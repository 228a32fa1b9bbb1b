import { createHmac } from "node:crypto"
import { candidates, isSignedBy, pythonString } from "../signature"

const KEY = "8a001072f14546d95c861ef77b6bb6899f4c7f0f8c275978e1bd3edcdacf34da"
const URL = "http://localhost:9000/hooks/payment/aeropay_aeropay"

const COMPLETED =
  '{"topic": "transaction_completed", "data": {"id": "b1ebceb4-74f3-4702-928f-df655798084f", "amount": {"amount": 123, "currency": "USD"}, "status": "pending", "paymentType": "payment", "userId": "0908b07b-01a3-4226-b48a-44c0984b2906", "title": "Online Transaction", "referenceId": "payses_01TEST", "apFee": "0.02", "createdDate": "2026-01-23T18:53:03+00:00", "isRtp": false, "merchantId": 582, "locationId": 541, "userAccountId": 192637, "merchantUserReputation": "standard"}, "payloadVersion": "2.0", "date": "2026-01-23 18:53:13"}'
const SIGNED_COMPLETED = "cc9cb2d5c9a8cd4b89f1f342361ac6f52536d7409db86b7e6b55e0fc595534e6"
const SUSPENDED =
  '{"topic": "user_suspended", "data": {"userId": "Jos\\u00e9-1"}, "payloadVersion": "2.0", "date": "2026-01-23 18:53:13"}'
const SIGNED_SUSPENDED = "f959bf0b7d24f0688a8621c0dfd27ad922f5f4a3dbe10a53e70e290df2193647"

describe("Aeropay's signature", () => {
  it.each([
    ["a completed transaction", COMPLETED, SIGNED_COMPLETED],
    ["a name beyond ASCII", SUSPENDED, SIGNED_SUSPENDED],
  ])("is that of the vector: %s", (_name, body, signature) => {
    expect(isSignedBy([KEY], body, URL, signature)).toBe(true)
    expect(isSignedBy([KEY], Buffer.from(`${body}\n`), URL, signature)).toBe(true)
  })

  it("is found when the body came without spaces and in UTF-8", () => {
    const compact = JSON.stringify(JSON.parse(SUSPENDED))
    expect(compact).toContain("é")
    expect(isSignedBy([KEY], Buffer.from(compact), URL, SIGNED_SUSPENDED)).toBe(true)
    expect(isSignedBy([KEY], JSON.stringify(JSON.parse(COMPLETED), null, 2), URL, SIGNED_COMPLETED)).toBe(true)
  })

  it("is refused for another body, address or key, and when there is none", () => {
    expect(isSignedBy([KEY], COMPLETED.replace("123", "124"), URL, SIGNED_COMPLETED)).toBe(false)
    expect(isSignedBy([KEY], COMPLETED, `${URL}/`, SIGNED_COMPLETED)).toBe(false)
    expect(isSignedBy([`${KEY}0`], COMPLETED, URL, SIGNED_COMPLETED)).toBe(false)
    expect(isSignedBy([], COMPLETED, URL, SIGNED_COMPLETED)).toBe(false)
    for (const wrong of [undefined, "", "00", SIGNED_COMPLETED.toUpperCase(), `${SIGNED_COMPLETED}00`]) {
      expect(isSignedBy([KEY], COMPLETED, URL, wrong)).toBe(false)
    }
    for (const body of ["", "null", "[]", '"text"', "{"]) {
      expect(isSignedBy([KEY], body, URL, SIGNED_COMPLETED)).toBe(false)
    }
  })

  it("is accepted with the key before while a new one spreads", () => {
    expect(isSignedBy(["another-key-another-key-another-key", KEY], COMPLETED, URL, SIGNED_COMPLETED)).toBe(true)
  })

  it("leaves numbers and the order of keys as they came", () => {
    const odd = '{"b":1.0,"1":"a, b: c","a":[1,{"x":null}],"e":"\\"\\\\"}'
    const message = `{"b": 1.0, "1": "a, b: c", "a": [1, {"x": null}], "e": "\\"\\\\", "url": ${pythonString(URL)}}`
    expect(candidates(odd, URL)).toContain(message)
    expect(isSignedBy([KEY], odd, URL, createHmac("sha256", KEY).update(message).digest("hex"))).toBe(true)
    expect(candidates("{}", URL)).toEqual([`{"url": ${pythonString(URL)}}`])
    expect(pythonString("a/é😀")).toBe('"a/\\u00e9\\ud83d\\ude00"')
  })
})
