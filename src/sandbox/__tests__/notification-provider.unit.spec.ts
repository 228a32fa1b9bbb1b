import { SandboxNotificationProviderService } from "../../../plugins/core/src/providers/sandbox-notification/service"
import { sandboxOfEachTest } from "./support"

const CHANNELS: ("email" | "sms" | "push")[] = ["email", "sms", "push"]

const notification = {
  id: "noti_1",
  to: "ada@example.com",
  channel: "email",
  template: "core-hello",
  data: { order_id: "order_1" },
  provider_id: "sandbox",
}

describe("the notification provider of the sandbox", () => {
  const { api, url } = sandboxOfEachTest()
  const provider = (sandboxUrl = url()) =>
    new SandboxNotificationProviderService({}, { channels: CHANNELS, sandbox_url: sandboxUrl })

  it.each(CHANNELS)("hands over a message for %s and answers its id there", async (channel) => {
    expect(await provider(`${url()}/`).send({ ...notification, channel })).toEqual({ id: "msg_000001" })
    expect((await api("/messages")).body).toMatchObject({
      count: 1,
      messages: [
        {
          channel,
          to: "ada@example.com",
          template: "core-hello",
          data: { order_id: "order_1" },
          idempotency_key: "noti_1",
        },
      ],
    })
  })

  it("hands a retried notification over once, whatever id Medusa gave the retry", async () => {
    const sent = { ...notification, idempotency_key: "orders-placed:order_1" }
    const first = await provider().send(sent)
    expect(await provider().send({ ...sent, id: "noti_2" })).toEqual(first)
    expect((await api("/messages")).body).toMatchObject({ count: 1, messages: [{ times_received: 2 }] })
  })

  it("hands over content and what is attached, without the files themselves", async () => {
    await provider().send({
      ...notification,
      from: "shop@example.com",
      data: null,
      content: { subject: "Your order", text: "Ready" },
      attachments: [
        { filename: "receipt.pdf", content: Buffer.from("12345").toString("base64"), content_type: "application/pdf" },
      ],
    } as never)
    expect((await api("/messages")).body.messages[0]).toMatchObject({
      from: "shop@example.com",
      data: {},
      content: { subject: "Your order", text: "Ready" },
      attachments: [{ filename: "receipt.pdf", content_type: "application/pdf", bytes: 5 }],
    })
  })

  it("says clearly what went wrong, without the recipient", async () => {
    const refused = provider().send({ ...notification, template: "" })
    await expect(refused).rejects.toThrow(/^The sandbox did not take a message for email: it answered 400: `template`/)
    await expect(refused).rejects.not.toThrow("ada@example.com")

    await api("/__sim/faults", "POST", { status: 503, body: "busy" })
    await expect(provider().send(notification)).rejects.toThrow("it answered 503")
    await api("/__sim/faults", "POST", { status: 200, body: {} })
    await expect(provider().send(notification)).rejects.toThrow("its answer names no message")
    await expect(provider("http://127.0.0.1:1").send(notification)).rejects.toThrow("no answer from http://127.0.0.1:1")
  })

  it("keeps one message when the answer to the first try was lost", async () => {
    await api("/__sim/faults", "POST", { service: "messages", drop: "after" })
    await expect(provider().send(notification)).rejects.toThrow("is it running?")
    expect(await provider().send(notification)).toEqual({ id: "msg_000001" })
    expect((await api("/messages")).body.count).toBe(1)
  })

  it.each([
    [{}, "channels"],
    [{ channels: CHANNELS }, "sandbox_url"],
    [{ channels: CHANNELS, sandbox_url: "localhost:9100" }, "sandbox_url"],
    [{ channels: CHANNELS, sandbox_url: "ftp://localhost" }, "sandbox_url"],
    [{ channels: ["pigeon"], sandbox_url: "http://localhost:9100" }, "channels.0"],
    [{ channels: CHANNELS, sandbox_url: "http://localhost:9100", key: "x" }, "options"],
  ])("refuses to start with %j, naming %s", (options, field) => {
    expect(() => SandboxNotificationProviderService.validateOptions(options)).toThrow(`\`${field}\``)
  })
})
