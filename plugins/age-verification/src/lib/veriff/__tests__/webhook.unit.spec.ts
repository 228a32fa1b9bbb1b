import { readVeriffWebhook, verifyVeriffWebhook } from "../webhook"
import { statusOfCode } from "../wire"

const KEYS = { apiKey: "sandbox-veriff-key", sharedSecret: "sandbox-veriff-secret" }
const BODY = '{"status":"success","verification":{"id":"s1","status":"approved","code":9001}}'
/** `printf '%s' BODY | openssl dgst -sha256 -hmac sandbox-veriff-secret`. */
const SIGNATURE = "aa04bfc8786e529ea7b2bc017a55868d48e1e9b3f10d4801761af3961d0bb627"

const verify = (headers: Record<string, string>, body = BODY) =>
  verifyVeriffWebhook({ headers, rawBody: Buffer.from(body) }, KEYS)
const signed = { "x-auth-client": KEYS.apiKey, "x-hmac-signature": SIGNATURE }

describe("a webhook of Veriff", () => {
  it("is taken with the signature of its bytes, in either case", () => {
    expect(verify(signed)).toEqual({ ok: true })
    expect(verify({ ...signed, "x-hmac-signature": SIGNATURE.toUpperCase() })).toEqual({ ok: true })
  })

  it.each<[string, Record<string, string>, string]>([
    ["no signature", { "x-auth-client": KEYS.apiKey }, BODY],
    ["an empty signature", { ...signed, "x-hmac-signature": "" }, BODY],
    ["half a signature", { ...signed, "x-hmac-signature": SIGNATURE.slice(0, 32) }, BODY],
    ["another body", signed, BODY.replace("approved", "declined")],
    ["the same JSON in other bytes", signed, `${BODY} `],
    ["the key of another", { ...signed, "x-auth-client": "other" }, BODY],
    ["no key", { "x-hmac-signature": SIGNATURE }, BODY],
  ])("is refused with %s", (_what, headers, body) => {
    expect(verify(headers, body)).toMatchObject({ ok: false, status: 401 })
  })

  it("is read as a decision, with a key that a repeat has too", () => {
    const body = JSON.parse(BODY)
    body.verification = {
      ...body.verification,
      attemptId: "a1",
      vendorData: "agever_1",
      decisionTime: "2026-11-22T10:00:00.000Z",
    }
    expect(readVeriffWebhook(body)).toMatchObject({
      session_id: "s1",
      key: "s1:a1:9001:2026-11-22T10:00:00.000Z",
      decision: { status: "approved", reference: "agever_1", decided_at: new Date("2026-11-22T10:00:00.000Z") },
    })
  })

  it("is read as an event, which decides nothing", () => {
    const event = { id: "s1", attemptId: "a1", feature: "selfid", code: 7002, action: "submitted", vendorData: null }
    expect(readVeriffWebhook(event)).toEqual({ session_id: "s1", key: "s1:a1:7002", decision: null })
  })

  it.each([undefined, null, 1, "x", [], {}, { verification: {} }, { status: "success", verification: null }])(
    "is nothing when it is %j",
    (body) => {
      expect(readVeriffWebhook(body)).toBeUndefined()
    }
  )

  it("approves only when code and word agree, and leaves what it does not know to people", () => {
    const status = (verification: object) =>
      readVeriffWebhook({ status: "success", verification: { id: "s1", ...verification } })?.decision?.status
    expect(status({ code: 9001, status: "declined" })).toBe("needs_review")
    expect(status({ code: 9102, status: "approved" })).toBe("declined")
    expect(status({ code: 9999, status: "approved" })).toBe("needs_review")
    expect(statusOfCode(9121, "abandoned")).toBe("needs_review")
  })

  it("does not take a birth date that does not exist", () => {
    const person = { firstName: "River", lastName: 7, dateOfBirth: "1999-02-30" }
    const body = { status: "success", verification: { id: "s1", code: 9001, status: "approved", person } }
    expect(readVeriffWebhook(body)?.decision?.person).toEqual({
      first_name: "River",
      last_name: null,
      birth_date: null,
    })
  })
})
