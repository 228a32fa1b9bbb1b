import type { z } from "@medusajs/framework/zod"
import type { SigningKeyAnswer, WebhookAnswer, WebhooksAnswer, WebhooksDeletedAnswer } from "./answers"
import type { Operation } from "./api"
import { ApProblem } from "./errors"
import { TOPICS, type Topic } from "./schemas"
import type { Subscription } from "./webhooks"
import type { World } from "./world"

const VERSION = { payloadVersion: "2.0" as const }

const isTopic = (value: unknown): value is Topic => TOPICS.includes(value as Topic)
const isWeb = (value: unknown): value is string =>
  typeof value === "string" && value.length <= 2000 && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
const textOf = (value: unknown) => (typeof value === "string" && value ? value : undefined)

/** Subscriptions and the signing key. */
export const webhookOperations = ({ webhooks, ids }: World): Operation[] => [
  {
    method: "post",
    path: "/createWebhookSigningKey",
    token: "merchant",
    act: () => {
      webhooks.signingKey = ids.hex("signing key")
      return {
        message: "Keep this signing key, it validates your webhooks and is not shown again.",
        signingKey: webhooks.signingKey,
      } satisfies z.input<typeof SigningKeyAnswer>
    },
  },
  {
    method: "post",
    path: "/webhook",
    token: "merchant",
    act: ({ body }) => {
      const { topic, url } = (body ?? {}) as Record<string, unknown>
      if (!textOf(topic)) {
        throw new ApProblem("AP1102")
      }
      if (!isWeb(url)) {
        throw new ApProblem("AP1103")
      }
      if (!isTopic(topic)) {
        throw new ApProblem("AP1104")
      }
      const { id } = webhooks.subscribe(topic, url)
      return { webhooks: { id, topic, url, ...VERSION } } satisfies z.input<typeof WebhookAnswer>
    },
  },
  {
    method: "get",
    path: "/webhook",
    token: "merchant",
    act: ({ query }) =>
      ({
        webhooks: webhooks.subscriptions({ topic: textOf(query.topic) }).map((one) => ({ ...one, ...VERSION })),
      }) satisfies z.input<typeof WebhooksAnswer>,
  },
  {
    method: "delete",
    path: "/webhook",
    token: "merchant",
    act: ({ query }) => {
      const filter = { topic: textOf(query.topic), id: textOf(query.webhookId) }
      if (!filter.topic && !filter.id) {
        throw new ApProblem("AP1100")
      }
      const deleted: Subscription[] = webhooks.subscriptions(filter)
      deleted.forEach((subscription) => webhooks.unsubscribe(subscription))
      return {
        webhooks: deleted.map(({ id, ...others }) => ({ id: String(id), ...others, ...VERSION })),
      } satisfies z.input<typeof WebhooksDeletedAnswer>
    },
  },
]
