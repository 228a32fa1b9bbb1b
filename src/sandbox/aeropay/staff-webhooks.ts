import { z } from "@medusajs/framework/zod"
import { Router } from "express"
import { handler, Paging, parse, Problem } from "../frame/problem"
import { TOPICS } from "./schemas"
import { showDelivery } from "./show"
import { Wire } from "./switches"
import type { World } from "./world"

const Query = z.strictObject({ topic: z.enum(TOPICS).optional(), state: z.string().max(32).optional(), ...Paging })
const Again = z.strictObject({
  body: Wire.body.default("python"),
  signature: Wire.signature.default("valid"),
  times: z.number().int().min(1).max(1000).default(1),
  delay_ms: z.number().int().min(0).max(31_536_000_000).default(0),
})
const Release = z.strictObject({ order: z.enum(["as_sent", "reversed"]).default("as_sent") })

/** Webhooks that were sent, and sending them again, below `/aeropay/__sim`. */
export function staffOfWebhooks({ webhooks }: World) {
  const router = Router()

  router.get(
    "/webhooks",
    handler((req, res) => {
      const { limit, offset, topic, state } = parse(Query, req.query)
      const { rows, count } = webhooks.shelf.page(
        { limit, offset },
        (delivery) => (!topic || delivery.topic === topic) && (!state || delivery.state === state)
      )
      res.json({ webhooks: rows.map(showDelivery), subscriptions: webhooks.subscriptions(), count, limit, offset })
    })
  )
  router.post(
    "/webhooks/release",
    handler((req, res) => {
      const { order } = parse(Release, req.body)
      res.json({ webhooks: webhooks.release(order).map(showDelivery) })
    })
  )

  /** Again, twice, late, unsigned, wrongly signed or spoiled; nothing else changes. */
  router.post(
    "/webhooks/:id/send",
    handler((req, res) => {
      const delivery = webhooks.get(Number(req.params.id))
      const { body, signature, times, delay_ms: delayMs } = parse(Again, req.body)
      const sent = delivery ? webhooks.again(delivery, { body, signature }, { times, delayMs }) : []
      if (!sent.length) {
        throw new Problem(404, `there is no Aeropay webhook ${req.params.id} (any more)`, "id")
      }
      res.json({ webhooks: sent.map(showDelivery) })
    })
  )
  return router
}
