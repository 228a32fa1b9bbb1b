import type { ProviderSendNotificationDTO, ProviderSendNotificationResultsDTO } from "@medusajs/framework/types"
import { AbstractNotificationProviderService, MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"

const TIMEOUT_MS = 10_000

const Options = z.strictObject({
  channels: z.array(z.enum(["email", "sms", "push"])).min(1),
  sandbox_url: z.url({ protocol: /^https?$/ }),
})

export type SandboxNotificationOptions = z.output<typeof Options>

/** What the notification module really passes: its whole row, of which the published type names only a part. */
type SentNotification = ProviderSendNotificationDTO & { id?: string; idempotency_key?: string | null }

/**
 * Hands e-mail, SMS and push messages to the sandbox instead of sending them, so that a shop without providers can notify
 * from the first day and people can read what it would have sent. Never part of a live shop.
 *
 * @example
 * { resolve: "@rise-via/core/providers/sandbox-notification", id: "sandbox",
 *   options: { channels: ["email", "sms", "push"], sandbox_url: "http://localhost:9100" } }
 */
export class SandboxNotificationProviderService extends AbstractNotificationProviderService {
  static identifier = "sandbox"

  private readonly address: string

  static validateOptions(options: Record<string, unknown>) {
    const result = Options.safeParse(options ?? {})
    if (!result.success) {
      const [issue] = result.error.issues
      const field = issue.path.join(".") || "options"
      throw new MedusaError(
        MedusaError.Types.INVALID_DATA,
        `Sandbox notification provider: \`${field}\` ${issue.message}`
      )
    }
  }

  constructor(_container: unknown, options: SandboxNotificationOptions) {
    super()
    this.address = `${options.sandbox_url.replace(/\/+$/, "")}/messages`
  }

  /** Throws when the sandbox did not take it; a repeat with the same idempotency key is kept there once. */
  async send(notification: SentNotification): Promise<ProviderSendNotificationResultsDTO> {
    const { channel, to, template, data, from, content, attachments, id, idempotency_key } = notification
    const key = idempotency_key ?? id
    const response = await this.post(channel, key, {
      channel,
      to,
      template,
      data: data ?? {},
      from: from ?? null,
      content: content ? { subject: content.subject, text: content.text, html: content.html } : null,
      attachments: (attachments ?? []).map((attachment) => ({
        filename: attachment.filename,
        content_type: attachment.content_type ?? null,
        bytes: Buffer.byteLength(attachment.content, "base64"),
      })),
    })
    const answer = (await response.json().catch(() => undefined)) as { message?: { id?: string } | string } | undefined
    const told = answer?.message
    if (!response.ok) {
      throw failed(channel, `it answered ${response.status}${typeof told === "string" ? `: ${told}` : ""}`)
    }
    if (typeof told !== "object" || !told.id) {
      throw failed(channel, "its answer names no message")
    }
    return { id: told.id }
  }

  private async post(channel: string, key: string | undefined, body: unknown): Promise<Response> {
    try {
      return await fetch(this.address, {
        method: "POST",
        headers: { "content-type": "application/json", ...(key && { "idempotency-key": key }) },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
    } catch (error) {
      const reason = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name
      throw failed(channel, `no answer from ${new URL(this.address).origin} (${reason}); is it running?`)
    }
  }
}

/** Neither recipient nor data: Medusa logs this message and keeps it. */
const failed = (channel: string, reason: string) =>
  new MedusaError(MedusaError.Types.UNEXPECTED_STATE, `The sandbox did not take a message for ${channel}: ${reason}`)
