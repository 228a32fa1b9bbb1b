import type { ExecArgs } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { aeropayService } from "../lib/aeropay/desk-of"
import { heard } from "../lib/aeropay/wallet"
import { subscribeAeropayWebhooksWorkflow } from "../workflows/payments-subscribe-aeropay-webhooks"

/**
 * Sets Aeropay up for this store: subscribes its webhooks, and makes the key that signs them where there is none yet, or
 * when `rotate` is given. Safe to repeat. The key is shown once, here; put it into the environment and restart.
 *
 * @example
 * npx medusa exec node_modules/@rise-via/payments/.medusa/server/src/scripts/aeropay-setup.js rotate
 */
export default async function setUpAeropay({ container, args }: ExecArgs) {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const service = aeropayService(container)
  const { result } = await subscribeAeropayWebhooksWorkflow(container).run({ input: {} })
  for (const { topic, url, is_subscribed } of result) {
    logger.info(`${is_subscribed ? "subscribed" : "not offered to this merchant"}: ${topic} → ${url}`)
  }
  const [current] = service.options.signingKeys
  if (current && !args.some((arg) => arg === "rotate" || arg === "--rotate")) {
    logger.info("The signing key is left as it is; `rotate` makes a new one.")
    return
  }
  const key = heard(await service.client.createSigningKey())
  // The one thing that this command is for. It goes to the terminal of whoever runs it, and not into the log.
  process.stdout.write(
    [
      "",
      "Put this into the environment of every server, and restart them:",
      `AEROPAY_SIGNING_KEY=${key}`,
      ...(current ? [`AEROPAY_SIGNING_KEY_PREVIOUS=${current}`] : []),
      "",
    ].join("\n")
  )
}
