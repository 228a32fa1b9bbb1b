import type { Response } from "express"
import type { RecordedRequest, Recorder } from "./recorder"
import { html, markup } from "./html"
import type { SandboxService } from "./service"

const SHOWN = 25

const STYLE = markup(`
  body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #1f2937 }
  table { border-collapse: collapse; width: 100%; margin: .5rem 0 2rem }
  th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #e5e7eb; vertical-align: top }
  button { font: inherit; padding: .1rem .5rem; margin: 0 .2rem .2rem 0; cursor: pointer }
  code { font-size: 12px; overflow-wrap: anywhere } .quiet { color: #6b7280 } .bad { color: #b91c1c }
`)

/** Every button carries the call it makes: `data-post` the path, `data-body` the JSON. */
export const OVERVIEW_SCRIPT = `
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-post]")
  if (!button) return
  button.disabled = true
  const answer = await fetch(button.dataset.post, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: button.dataset.body || "{}",
  })
  if (answer.ok) return location.reload()
  button.disabled = false
  alert((await answer.json()).message)
})
`

const requestRow = (entry: RecordedRequest) =>
  html`<tr>
    <td class="quiet">${entry.received_at.slice(11, 23)}</td>
    <td>${entry.service}</td>
    <td><code>${entry.method} ${entry.path}</code></td>
    <td class="${entry.status === null || entry.status >= 400 ? "bad" : ""}">${entry.status ?? "no answer"}</td>
    <td>${entry.duration_ms ?? ""}</td>
    <td>${entry.fault ? `fault ${entry.fault}` : ""}</td>
  </tr>`

export function overview(services: SandboxService[], recorder: Recorder): string {
  const requests = recorder.list()
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Rise-Via sandbox</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <h1>Rise-Via sandbox</h1>
        <p>Stand-ins for the outside services of the shop. Nothing here reaches a real one. <a href="/">Refresh</a></p>
        <p><button data-post="/__sim/reset">Forget everything</button></p>
        ${services.map(
          (service) =>
            html`<section id="${service.name}">
              <h2>${service.title}</h2>
              ${markup(service.panel())}
            </section>`
        )}
        <section id="requests">
          <h2>Latest requests</h2>
          ${
            requests.length
              ? html`<table>
                  <tr>
                    <th>At (UTC)</th>
                    <th>Service</th>
                    <th>Request</th>
                    <th>Answer</th>
                    <th>ms</th>
                    <th></th>
                  </tr>
                  ${requests.slice(0, SHOWN).map(requestRow)}
                </table>`
              : html`<p class="quiet">None yet.</p>`
          }
        </section>
        <script src="/overview.js"></script>
      </body>
    </html>`.toString()
}

/** The page shows what strangers sent: nothing but our own script may run on it, and no other page may frame it. */
export const sendPage = (res: Response, text: string) =>
  res
    .setHeader(
      "content-security-policy",
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"
    )
    .type("html")
    .send(text)
