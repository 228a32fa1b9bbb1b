import type { OutboundCall, OutboundResult } from "@rise-via/core"
import { HypurClient } from "../client"
import { options } from "./row"

const yes = (members: object): OutboundResult => ({
  outcome: "succeeded",
  attempt_id: "coratt_1",
  response: { status: 200, headers: {}, body: { Success: true, Payload: { RequestId: "HPR-1", ...members } } },
})
const answered = (status: number, body: unknown): OutboundResult =>
  status < 300
    ? { outcome: "succeeded", attempt_id: "coratt_1", response: { status, headers: {}, body } }
    : {
        outcome: "failed",
        attempt_id: "coratt_1",
        message: `hypur answered ${status}`,
        retryable: status === 429,
        response: { status, headers: {}, body },
      }

function clientThatHears(result: OutboundResult, changes: object = {}) {
  const calls: OutboundCall[] = []
  const client = new HypurClient({ ...options, ...changes }, async (call) => {
    calls.push(call)
    return result
  })
  return { client, calls }
}

const lookup = async () => ({ found: false as const })

describe("the client of Hypur", () => {
  it("asks for a payment with the documented fields, in dollars, signed in with Basic", async () => {
    const { client, calls } = clientThatHears(yes({ Status: "AwaitingCustomer" }))
    const buyer = { UserFirstName: "Ada", UserPhone: "2065550142" }
    const outcome = await client.createRequest("hypreq_1", 15_000, buyer)
    expect(outcome).toMatchObject({ ok: true, attempt_id: "coratt_1", value: { request_id: "HPR-1" } })
    const [{ request, kind, redact, idempotencyKey }] = calls
    expect(request).toEqual({
      method: "POST",
      url: "http://localhost:9100/hypur/thirdparty/payments/v1.0/CreateRequest",
      headers: { authorization: `Basic ${Buffer.from("id:a-secret").toString("base64")}` },
      body: { ApiVersion: "1.0", ClientPubKey: "pub", Amount: 150, ...buyer, Reference: "hypreq_1" },
    })
    expect(kind).toBeUndefined()
    expect(idempotencyKey).toBe("hypreq_1")
    expect(redact).toEqual(expect.arrayContaining(["UserPhone", "UserEmail", "Pin", "Otp", "OAuthAccessToken"]))
  })

  it.each<[string, OutboundResult, string]>([
    ["no answer", { outcome: "unknown", message: "time-out", attempt_id: "a" }, "unknown"],
    ["never reached", { outcome: "failed", message: "refused", attempt_id: "a", retryable: true }, "transient"],
    ["an answer that cannot be read", answered(200, "<html>"), "unknown"],
    ["an answer that names no request", answered(200, { Success: true, Payload: {} }), "unknown"],
    ["a refusal under 200", answered(200, { Success: false, Error: { Code: 400, Name: "ValidationError" } }), "input"],
    ["a decline under 200", answered(200, { Success: false, Error: { Code: 409, Name: "Declined" } }), "declined"],
    ["a 400", answered(400, { Success: false, Error: { Code: 400 } }), "input"],
    ["a 401", answered(401, {}), "auth"],
    ["a 429", answered(429, {}), "transient"],
    ["a 404", answered(404, {}), "state"],
  ])("%s is told as it is", async (_, result, kind) => {
    const { client } = clientThatHears(result)
    expect(await client.createRequest("hypreq_1", 100, {})).toMatchObject({ ok: false, kind })
  })

  it("believes no status of another request, and none that is not said", async () => {
    expect(await clientThatHears(yes({})).client.getRequest("HPR-1")).toMatchObject({ ok: false, kind: "unknown" })
    const other = clientThatHears(yes({ Status: "Approved", RequestId: "HPR-2" }))
    expect(await other.client.getRequest("HPR-1")).toMatchObject({ ok: false, kind: "unknown" })
  })

  it("does nothing for a method that has no name", async () => {
    const { client, calls } = clientThatHears(yes({}), { methods: { createRequest: "CreateRequest" } })
    const outcomes = [
      await client.getRequest("HPR-1"),
      await client.refund("hypact_1", "HPR-1", 100, lookup),
      await client.cancel("hypact_1", "HPR-1", lookup),
    ]
    expect(outcomes).toEqual(outcomes.map(() => expect.objectContaining({ ok: false, kind: "unsupported" })))
    expect(calls).toEqual([])
  })

  it("reads freely and writes with a look-up", async () => {
    const { client, calls } = clientThatHears(yes({ Status: "Approved", RefundId: "HPF-1" }))
    await client.getRequest("HPR-1")
    await client.refund("hypact_1", "HPR-1", 1_01, lookup)
    expect(calls.map(({ kind, operation }) => [operation, kind])).toEqual([
      ["get-request", "read"],
      ["refund", undefined],
    ])
    expect(calls[1]).toMatchObject({ lookup, request: { body: { RequestId: "HPR-1", Amount: 1.01 } } })
  })

  it("keeps a phone's answer to what the storefront needs", async () => {
    const body = { Success: true, HasProfile: true, HasBankAccount: false, SmsSent: true, Consumer: { Id: 7 } }
    const { client, calls } = clientThatHears(answered(200, body))
    expect(await client.verifyConsumer("cus_1", "2065550142", { send_sms: true })).toMatchObject({
      ok: true,
      value: { has_profile: true, has_bank_account: false, sms_sent: true },
    })
    expect(calls[0].request.body).toEqual({
      MerchantToken: "merchant",
      Phone: "2065550142",
      SendSms: true,
      SendOtp: false,
    })
    await client.verifyConsumer("cus_1", "2065550142", { send_sms: false })
    // Core repeats a reading; somebody would be texted twice.
    expect(calls.map(({ kind }) => kind)).toEqual([undefined, "read"])
  })
})
