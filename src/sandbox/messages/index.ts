import { z } from "@medusajs/framework/zod"
import { Router } from "express"
import { html } from "../frame/html"
import { handler, Paging, parse, Problem } from "../frame/problem"
import { KEPT, type SandboxService } from "../frame/service"
import { page, Shelf } from "../frame/shelf"

const Text = z.string().max(500_000).nullish()

const MessageInput = z.strictObject({
  channel: z.enum(["email", "sms", "push"]),
  to: z.string().min(1).max(320),
  template: z.string().min(1).max(200),
  data: z.record(z.string(), z.unknown()).nullish(),
  from: z.string().max(320).nullish(),
  content: z.strictObject({ subject: Text, text: Text, html: Text }).nullish(),
  attachments: z
    .array(
      z.strictObject({
        filename: z.string().max(255),
        content_type: z.string().max(255).nullish(),
        bytes: z.number().int(),
      })
    )
    .max(50)
    .nullish(),
})

const MessageQuery = z.strictObject({
  to: z.string().max(320).optional(),
  template: z.string().max(200).optional(),
  channel: z.enum(["email", "sms", "push"]).optional(),
  idempotency_key: z.string().max(500).optional(),
  ...Paging,
})

/** A message that the shop handed over. `times_received` counts repeats with the same key, which are kept once. */
export type Message = z.output<typeof MessageInput> & {
  id: string
  idempotency_key: string | null
  times_received: number
  created_at: string
}

/**
 * Takes what the shop would send by e-mail, text message or push. `POST /messages` with an `Idempotency-Key` header keeps one
 * message per key: 201 the first time, 200 with the same message afterwards. `GET /messages?to=&template=` answers newest first.
 */
export function messages(): SandboxService {
  const kept = new Shelf<Message>(KEPT)
  const byKey = new Shelf<Message>(KEPT)
  let lastId = 0

  const router = Router()

  router.post(
    "/",
    handler((req, res) => {
      const key = req.get("idempotency-key") || null
      if (key && key.length > 500) {
        throw new Problem(400, "`idempotency-key`: at most 500 characters", "idempotency-key")
      }
      const input = parse(MessageInput, req.body)
      const earlier = key && byKey.get(key)
      if (earlier) {
        earlier.times_received++
        return res.json({ message: earlier })
      }
      const id = `msg_${String(++lastId).padStart(6, "0")}`
      const message: Message = {
        id,
        ...input,
        idempotency_key: key,
        times_received: 1,
        created_at: new Date().toISOString(),
      }
      kept.put(id, message)
      if (key) {
        byKey.put(key, message)
      }
      return res.status(201).json({ message })
    })
  )

  router.get(
    "/",
    handler((req, res) => {
      const { limit, offset, ...filter } = parse(MessageQuery, req.query)
      const found = kept
        .newestFirst()
        .filter((message) =>
          Object.entries(filter).every(([name, value]) => !value || message[name as keyof Message] === value)
        )
      const { rows, count } = page(found, { limit, offset })
      res.json({ messages: rows, count, limit, offset })
    })
  )

  router.get(
    "/:id",
    handler((req, res) => {
      const message = kept.get(req.params.id)
      if (!message) {
        throw new Problem(404, `there is no message ${req.params.id}`, "id")
      }
      res.json({ message })
    })
  )

  const panel = () => {
    const latest = kept.newestFirst().slice(0, 25)
    return latest.length
      ? html`<table>
          <tr>
            <th>At (UTC)</th>
            <th>Channel</th>
            <th>To</th>
            <th>Template</th>
            <th>Data</th>
          </tr>
          ${latest.map(
            (message) =>
              html`<tr>
                <td class="quiet">${message.created_at.slice(11, 19)}</td>
                <td>${message.channel}</td>
                <td>${message.to}</td>
                <td>${message.template}</td>
                <td><code>${JSON.stringify(message.data ?? {})}</code></td>
              </tr>`
          )}
        </table>`.toString()
      : html`<p class="quiet">No message yet.</p>`.toString()
  }

  return {
    name: "messages",
    title: "Messages (e-mail, SMS, push)",
    router,
    reset: () => {
      kept.clear()
      byKey.clear()
      lastId = 0
    },
    state: () => ({ messages: kept.newestFirst() }),
    panel,
  }
}
