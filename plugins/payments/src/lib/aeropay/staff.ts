import { MedusaError } from "@medusajs/framework/utils"
import { AEROPAY_WEBHOOK_PATH } from "../module-names"
import type { Desk } from "./desk"

/** Subscribes every topic to this store's address. Aeropay keeps one address a topic, so it may be repeated. */
export async function subscribeWebhooks({ rows }: Desk) {
  const { topics, callbackUrl } = rows.options
  const url = `${callbackUrl}${AEROPAY_WEBHOOK_PATH}`
  const subscriptions: { topic: string; url: string; is_subscribed: boolean; code: string | null }[] = []
  for (const topic of topics) {
    const outcome = await rows.client.subscribe(topic, url)
    // A topic that this merchant cannot have is no reason to go without the others.
    if (!outcome.ok && outcome.code !== "AP1104") {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `Aeropay did not take the webhook ${topic}`, outcome.code)
    }
    subscriptions.push({ topic, url, is_subscribed: outcome.ok, code: outcome.ok ? null : (outcome.code ?? null) })
  }
  return subscriptions
}
