import { createHmac } from "node:crypto"
import { startSandbox } from "../server"
import { call, sandboxOfEachTest, startShop } from "./support"

const AUTH = {
  authorization: `Basic ${Buffer.from("sandbox-hypur-client:sandbox-hypur-secret").toString("base64")}`,
}
const KEYS = { ApiVersion: "1.0", ClientPubKey: "sandbox-hypur-pub-key" }

describe("the Hypur of the sandbox", () => {
  const { api, url } = sandboxOfEachTest()
  const ask = (method: string, body: object, headers: Record<string, string> = AUTH) =>
    api(`/hypur/thirdparty/payments/v1.0/${method}`, "POST", { ...KEYS, ...body }, headers)
  const at = (id: string, act: string, body: object = {}) => api(`/hypur/__sim/requests/${id}/${act}`, "POST", body)
  const asked = async (Amount = 40.5) => (await ask("CreateRequest", { Amount })).body.Payload.RequestId as string
  const read = async (id: string) => (await ask("GetRequest", { RequestId: id })).body.Payload

  describe("CreateRequest", () => {
    it("takes the documented fields and answers a payload", async () => {
      const { status, body, headers } = await ask("CreateRequest", {
        Amount: 150,
        UserBusinessName: "Ada Lovelace",
        UserBusinessStateCode: "WA",
        UserEmail: "ada@example.test",
        UserFirstName: "Ada",
        UserPhone: "2065550142",
      })
      expect(status).toBe(200)
      expect(headers.get("x-sim-assumed")).toBe("true")
      expect(body).toMatchObject({ Success: true, Error: null, Payload: { Status: "AwaitingCustomer", Amount: 150 } })
    })

    it.each([
      ["a fraction of a cent", { Amount: 1.005 }],
      ["nothing to pay", { Amount: 0 }],
      ["a text as amount", { Amount: "150.00" }],
      ["a phone with its country", { Amount: 1, UserPhone: "+12065550142" }],
      ["a field that is not documented", { Amount: 1, IdempotencyKey: "x" }],
    ])("refuses %s", async (_, body) => {
      const answer = await ask("CreateRequest", body)
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({ Success: false, Error: { Name: "ValidationError", Code: 400 } })
    })

    it("refuses strangers", async () => {
      expect((await ask("CreateRequest", { Amount: 1 }, {})).status).toBe(401)
      expect((await ask("CreateRequest", { Amount: 1, ClientPubKey: "another" })).status).toBe(401)
    })

    it("knows no idempotency: the same sent twice makes two requests", async () => {
      expect(await asked()).not.toBe(await asked())
    })
  })

  describe("a request", () => {
    it("is approved with a fee, settled, returned and collected again", async () => {
      const id = await asked()
      await at(id, "approve", { fee_cents: 300 })
      expect(await read(id)).toMatchObject({ Status: "Approved", Amount: 40.5, Fee: 3, TotalAmount: 43.5 })
      await at(id, "settle")
      expect(await read(id)).toMatchObject({ Status: "Settled", PaidOut: true })
      await at(id, "return")
      expect(await read(id)).toMatchObject({ Status: "Returned" })
      await at(id, "represent")
      expect(await read(id)).toMatchObject({ Status: "RePresented" })
      expect((await at(id, "approve")).status).toBe(422)
      expect((await api("/hypur/__sim/books")).body.books).toEqual({
        taken_cents: 4050,
        refunded_cents: 0,
        fee_cents: 300,
      })
    })

    it("runs out by the sandbox's clock", async () => {
      const id = await asked()
      await api("/__sim/clock", "POST", { advance_seconds: 901 })
      expect(await read(id)).toMatchObject({ Status: "Expired" })
      expect((await at(id, "approve")).status).toBe(422)
    })

    it("is given back in parts and never above what was taken", async () => {
      const id = await asked()
      const refund = (Amount: number) => ask("Refund", { RequestId: id, Amount })
      expect((await refund(1)).body).toMatchObject({ Success: false })
      await at(id, "approve")
      expect((await refund(40)).body).toMatchObject({ Success: true, Payload: { Amount: 40, Status: "Refunded" } })
      const tooMuch = await refund(0.51)
      expect(tooMuch.status).toBe(200)
      expect(tooMuch.body).toMatchObject({ Success: false, Error: { Name: "RefundError" } })
      expect((await refund(0.5)).body.Success).toBe(true)
      expect(await read(id)).toMatchObject({ RefundedAmount: 40.5 })
    })

    it("is lowered and tipped before its batch, and canceled, but not afterwards", async () => {
      const id = await asked()
      await at(id, "approve")
      expect((await ask("Adjust", { RequestId: id, Amount: 30 })).body).toMatchObject({ Payload: { Amount: 30 } })
      expect((await ask("Tip", { RequestId: id, Amount: 5 })).body).toMatchObject({ Payload: { TotalAmount: 35 } })
      expect((await ask("Cancel", { RequestId: id })).body).toMatchObject({ Payload: { Status: "Canceled" } })
      expect((await ask("Cancel", { RequestId: id })).body).toMatchObject({ Success: true })
      const settled = await asked()
      await at(settled, "approve")
      await at(settled, "settle")
      expect((await ask("Cancel", { RequestId: settled })).body).toMatchObject({ Success: false })
      expect((await ask("Adjust", { RequestId: settled, Amount: 1 })).body).toMatchObject({ Success: false })
    })

    it("says another word when told to, and is unknown under another id", async () => {
      const id = await asked()
      await at(id, "say", { status: "UnderReview" })
      expect(await read(id)).toMatchObject({ Status: "UnderReview" })
      expect((await ask("GetRequest", { RequestId: "HPR-0" })).status).toBe(404)
    })
  })

  it("knows consumers by their phone", async () => {
    const verify = (Phone: string, MerchantToken = "sandbox-hypur-merchant") =>
      api("/hypur/merchants/consumer/verify", "POST", { MerchantToken, Phone, SendSms: true }, AUTH)
    expect((await verify("2065550142")).body).toEqual({
      HasProfile: true,
      HasBankAccount: true,
      SmsSent: true,
      Consumer: { Id: 550142, FirstName: "Robin" },
      Success: true,
      RequestId: expect.any(String),
      Error: null,
    })
    expect((await verify("2065550141")).body).toMatchObject({ HasProfile: true, HasBankAccount: false })
    expect((await verify("2065550140")).body).toMatchObject({ HasProfile: false, Consumer: null })
    expect((await verify("+12065550142")).body).toMatchObject({ Success: false, Error: { Code: 400 } })
    expect((await verify("2065550142", "another")).status).toBe(400)
  })

  it("serves the stub of the browser SDK", async () => {
    const { status, body, headers } = await api("/hypur/ThirdParty/scripts/client/sdk-1.0.min.js")
    expect(status).toBe(200)
    expect(headers.get("content-type")).toContain("javascript")
    expect(body).toContain("Hypur")
  })

  it("calls the shop where it is told to, signed", async () => {
    const shop = await startShop()
    try {
      await api("/hypur/__sim/webhooks/target", "POST", { url: `${shop.url}/hooks`, secret: "a-secret" })
      const id = await asked()
      await at(id, "approve")
      const heard = await shop.next()
      const signature = createHmac("sha256", "a-secret").update(heard.text).digest("hex")
      expect(heard.headers["x-hypur-signature"]).toBe(signature)
      expect(JSON.parse(heard.text)).toMatchObject({ RequestId: id, Status: "Approved" })
    } finally {
      await shop.close()
    }
  })

  it("calls its shop without being told, after a reset too, and as often as asked", async () => {
    const shop = await startShop()
    const target = { url: `${shop.url}/hooks/hypur/requests`, secret: "a-secret" }
    const sandbox = await startSandbox({ port: 0, log: () => {}, hypur: { webhooks: target } })
    try {
      await call(`${sandbox.url}/__sim/reset`, "POST", {})
      const payments = `${sandbox.url}/hypur/thirdparty/payments/v1.0/CreateRequest`
      const created = await call(payments, "POST", { ...KEYS, Amount: 1 }, AUTH)
      const id = created.body.Payload.RequestId
      const again = `${sandbox.url}/hypur/__sim/requests/${id}/webhooks`
      expect((await call(again, "POST", { times: 2 })).body.webhooks).toHaveLength(2)
      expect(JSON.parse((await shop.next()).text)).toMatchObject({ RequestId: id })
      expect((await call(again, "POST", { delay_ms: 60_000 })).body.webhooks).toMatchObject([{ state: "waiting" }])
    } finally {
      await sandbox.close()
      await shop.close()
    }
  })

  it("shows requests in the console with what may be done to them", async () => {
    const id = await asked()
    const { rows } = (await call(`${url()}/__sim/panels/hypur/requests?q=${id}`)).body
    expect(rows[0].acts.map(({ label }: { label: string }) => label)).toEqual(
      expect.arrayContaining(["Approve", "Decline", "Expire"])
    )
    for (const { path, body, asks } of rows[0].acts) {
      expect(path).toContain(id)
      expect(body ?? asks).toBeDefined()
    }
  })
})
