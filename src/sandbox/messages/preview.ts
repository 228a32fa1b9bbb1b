import type { Response } from "express"
import type { Message } from "./index"

/**
 * What a shop puts into its mails is shown as a mail program shows it, and nothing of it runs: no scripts, no forms, no
 * address but pictures of this machine. `sandbox` holds also when the preview is opened in a tab of its own.
 */
const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data: http://localhost:* http://127.0.0.1:*",
  "frame-ancestors 'self'",
  "sandbox",
].join("; ")

/** The HTML of a message, for the console's frame. */
export const sendPreview = (res: Response, { content }: Message) =>
  res
    .setHeader("content-security-policy", POLICY)
    .setHeader("x-content-type-options", "nosniff")
    .setHeader("referrer-policy", "no-referrer")
    .type("html")
    .send(content?.html ?? "")
