import { sandboxOfEachTest } from "./support"

const aMessage = { channel: "sms", to: "+12065550100", template: "core-hello", data: { name: "Ada" } }

describe("messages", () => {
  const { api } = sandboxOfEachTest()

  const send = (body: unknown, key?: string) => api("/messages", "POST", body, key ? { "idempotency-key": key } : {})

  it("keeps what is handed over, and lists it newest first by recipient, template and channel", async () => {
    await send(aMessage)
    await send({
      ...aMessage,
      to: "ada@example.com",
      channel: "email",
      content: { subject: "Hello", html: "<p>Hi</p>" },
    })
    await send({ ...aMessage, template: "orders-ready" })
    const all = await api("/messages")
    expect(all.body).toMatchObject({ count: 3, limit: 50, offset: 0 })
    expect(all.body.messages.map(({ id }: { id: string }) => id)).toEqual(["msg_000003", "msg_000002", "msg_000001"])
    expect((await api("/messages?to=ada@example.com")).body).toMatchObject({
      count: 1,
      messages: [{ content: { subject: "Hello" } }],
    })
    expect((await api("/messages?template=core-hello&channel=sms")).body).toMatchObject({
      count: 1,
      messages: [aMessage],
    })
    expect((await api("/messages/msg_000003")).body.message.template).toBe("orders-ready")
    expect((await api("/messages/msg_000009")).status).toBe(404)
  })

  it("keeps one message per idempotency key, also when twenty arrive together", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(aMessage, "noti_1")))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19)
    expect(new Set(answers.map(({ body }) => body.message.id))).toEqual(new Set(["msg_000001"]))
    await send(aMessage, "noti_2")
    const { body } = await api("/messages?idempotency_key=noti_1")
    expect(body).toMatchObject({ count: 1, messages: [{ times_received: 20 }] })
    expect((await api("/messages")).body.count).toBe(2)
  })

  it.each([
    [{ ...aMessage, channel: "pigeon" }, "channel"],
    [{ ...aMessage, to: "" }, "to"],
    [{ ...aMessage, template: undefined }, "template"],
    [{ ...aMessage, data: "text" }, "data"],
    [{ ...aMessage, subject: "Hello" }, "subject"],
    [[], "body"],
  ])("refuses %j naming %s", async (body, field) => {
    expect(await send(body)).toMatchObject({ status: 400, body: { field } })
    expect((await api("/messages")).body.count).toBe(0)
  })
})
