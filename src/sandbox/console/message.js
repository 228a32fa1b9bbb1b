import { h } from "./dom.js"
import { facts, part } from "./request.js"
import { readable } from "./text.js"

/** A message as its reader would see it, and what it was made from. */
export function drawMessage(
  { channel, to, from, template, data, content, attachments, created_at: at, times_received: times },
  preview
) {
  const text = content?.text || null
  const isMail = channel === "email"
  return [
    facts([
      ["Channel", channel],
      ["To", to],
      ["From", from],
      ["Subject", content?.subject],
      ["Template", template],
      ["At (UTC)", at.replace("T", " ").replace("Z", "")],
      ["Received", times > 1 ? `${times} times, kept once` : null],
    ]),
    frame(preview),
    !preview &&
      !text &&
      h("p", { class: "note" }, "The shop sent no text of its own: its provider fills the template with the data."),
    text && (isMail ? part("Text", text) : h("p", { class: "bubble" }, text)),
    attachments?.length
      ? [
          h("h3", {}, "Attachments"),
          h(
            "ul",
            {},
            attachments.map(({ filename, content_type: type, bytes }) =>
              h("li", {}, `${filename} (${type ?? "of no type"}, ${bytes} bytes)`)
            )
          ),
        ]
      : null,
    part("Data", Object.keys(data ?? {}).length ? readable(data) : null),
  ]
}

/** Somebody else's page: no scripts, no forms, no way to this page. */
export const frame = (preview) =>
  preview &&
  h("iframe", { class: "preview", src: preview, sandbox: "", title: "Preview", referrerpolicy: "no-referrer" })
