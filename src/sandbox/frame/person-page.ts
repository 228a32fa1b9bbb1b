import type { Response } from "express"

type Choice = { label: string; value: string }

const escape = (text: string) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)

/** It runs no script. Its form goes to the page itself, and is led on to the shop from there, which browsers count too. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action http: https:; base-uri 'none'"

/** The page on which a customer would show a document. Here they choose what comes of it. */
export function personPage(
  res: Response,
  { title, text, choices }: { title: string; text: string; choices: Choice[] }
) {
  const buttons = choices.map(
    ({ label, value }) => `<button name="outcome" value="${escape(value)}">${escape(label)}</button>`
  )
  res.setHeader("Content-Security-Policy", POLICY)
  res.setHeader("Referrer-Policy", "no-referrer")
  res.type("html").send(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>${escape(title)}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 26rem; padding: 0 1rem; color: #1f2937 }
      button { font: inherit; padding: .5rem; width: 100%; margin-top: .75rem; cursor: pointer }
    </style>
  </head>
  <body>
    <h1>${escape(title)}</h1>
    <p>${escape(text)}</p>
    <form method="post">${buttons.join("\n")}</form>
  </body>
</html>
`)
}

/** Back to the shop when it said where, or a word of thanks. Only ever to an address of the web. */
export function leavePage(res: Response, returnUrl: string | null) {
  if (returnUrl && URL.canParse(returnUrl) && /^https?:$/.test(new URL(returnUrl).protocol)) {
    res.redirect(303, returnUrl)
  } else {
    personPage(res, { title: "Done", text: "You may close this page.", choices: [] })
  }
}
