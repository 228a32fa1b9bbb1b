import { z } from "@medusajs/framework/zod"
import { Router } from "express"
import { handler, Paging, parse, Problem } from "../frame/problem"
import { KEPT, type PanelRow, type PanelTable, type SandboxFrame, type SandboxService } from "../frame/service"
import { Shelf } from "../frame/shelf"
import { sendPreview } from "./preview"

const Text = z.string().max(500_000).nullish()

/** Of all messages together: ten thousand mails with pictures in them must fit into memory too. */
const MAX_TOTAL_CHARS = 64_000_000

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

const lengthOf = ({ content, data }: Message) =>
  (content?.html?.length ?? 0) + (content?.text?.length ?? 0) + JSON.stringify(data ?? {}).length

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
export function messages({ clock }: SandboxFrame): SandboxService {
  const kept = new Shelf<Message>(KEPT, { weigh: lengthOf, budget: MAX_TOTAL_CHARS })
  const idByKey = new Shelf<string>(KEPT)
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
      const earlier = key && kept.get(idByKey.get(key) ?? "")
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
        created_at: clock.now().toISOString(),
      }
      kept.put(id, message)
      if (key) {
        idByKey.put(key, id)
      }
      return res.status(201).json({ message })
    })
  )

  router.get(
    "/",
    handler((req, res) => {
      const { limit, offset, ...filter } = parse(MessageQuery, req.query)
      const wanted = Object.entries(filter).filter(([, value]) => value)
      const { rows, count } = kept.page({ limit, offset }, (message) =>
        wanted.every(([name, value]) => message[name as keyof Message] === value)
      )
      res.json({ messages: rows, count, limit, offset })
    })
  )

  const find = (id: string) => {
    const message = kept.get(id)
    if (!message) {
      throw new Problem(404, `there is no message ${id}`, "id")
    }
    return message
  }

  router.get(
    "/:id",
    handler((req, res) => res.json({ message: find(req.params.id) }))
  )

  /** For the console: below `__sim`, so that looking is not recorded as traffic of the shop. */
  router.get(
    "/__sim/:id/preview",
    handler((req, res) => sendPreview(res, find(req.params.id)))
  )

  return {
    name: "messages",
    title: "Messages (e-mail, SMS, push)",
    router,
    reset: () => {
      kept.clear()
      idByKey.clear()
      lastId = 0
    },
    state: () => ({ messages: kept.newestFirst() }),
    panel: { tables: [table(kept)] },
  }
}

const table = (kept: Shelf<Message>): PanelTable => ({
  name: "messages",
  title: "Messages",
  empty: "The shop has sent no e-mail, SMS or push message yet.",
  columns: ["At (UTC)", "Channel", "To", "Template", "Subject", "Received"],
  page: ({ q, ...paging }) => {
    const wanted = q?.toLowerCase()
    const matches = (message: Message) => textOf(message).toLowerCase().includes(wanted!)
    const { rows, count } = kept.page(paging, wanted ? matches : undefined)
    return { rows: rows.map(rowOf), count }
  },
})

const textOf = ({ channel, to, template, content }: Message) =>
  [channel, to, template, content?.subject, content?.text].join(" ")

const rowOf = (message: Message): PanelRow => ({
  id: message.id,
  cells: [
    message.created_at.slice(0, 19).replace("T", " "),
    message.channel,
    message.to,
    message.template,
    message.content?.subject ?? null,
    message.times_received === 1 ? "once" : `${message.times_received} times`,
  ],
  // The preview brings the mail itself.
  detail: { ...message, content: message.content && { ...message.content, html: undefined } },
  ...(message.content?.html && { preview: `/messages/__sim/${message.id}/preview` }),
})
