import { z } from "@medusajs/framework/zod"
import { Router, type Response } from "express"
import { parse, Problem, handler } from "../frame/problem"
import { BANK_KINDS, BANKS } from "./banks"
import { ApProblem } from "./errors"
import type { World } from "./world"

/** Codes of the bank's second factor, and what the widget says to each. */
const OTPS = new Map([
  ["0001", "The code has expired"],
  ["0002", "Too many attempts"],
  ["0003", "The account was not found"],
  ["0004", "The bank's server failed"],
])

const Choice = z.strictObject({
  token: z.string().max(2000),
  bank: z.enum(BANK_KINDS),
  otp: z.string().max(16).default("0000"),
})

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Link a bank account (sandbox)</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 26rem; padding: 0 1rem; color: #1f2937 }
      label { display: block; margin: 1rem 0 .25rem }
      select, input, button { font: inherit; padding: .5rem; width: 100%; box-sizing: border-box }
      button { margin-top: .75rem; cursor: pointer } .quiet { color: #6b7280 } [role=alert] { color: #b91c1c }
    </style>
  </head>
  <body>
    <h1>Link a bank account</h1>
    <p class="quiet">A stand-in: no bank is reached and nothing is asked for that must be kept secret.</p>
    <label for="bank">Bank</label>
    <select id="bank">
      ${BANK_KINDS.map((kind) => `<option value="${kind}">${BANKS[kind].name}</option>`).join("\n      ")}
    </select>
    <label for="otp">Code of the bank (0000 passes)</label>
    <input id="otp" value="0000" maxlength="16" autocomplete="off" inputmode="numeric" />
    <button id="succeed">Link</button>
    <button id="fail">Fail</button>
    <button id="close">Close</button>
    <p role="alert" id="said"></p>
    <script src="widget.js"></script>
  </body>
</html>
`

/** Messages are JSON as text, to whoever framed or opened the page: what is told is a handle, useless without the token. */
const SCRIPT = `
const asked = new URLSearchParams(location.search)
const host = window.opener ?? window.parent
const tell = (type, payload) => host.postMessage(JSON.stringify({ type, payload }), "*")
const element = (id) => document.getElementById(id)

element("bank").addEventListener("change", () => tell("widgetBankClick", { stateCode: asked.get("stateCode") }))
element("close").addEventListener("click", () => tell("widgetClose"))
element("fail").addEventListener("click", () => tell("widgetError", "The bank refused the connection"))
element("succeed").addEventListener("click", async () => {
  const answer = await fetch("widget/connections", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: asked.get("token") ?? "", bank: element("bank").value, otp: element("otp").value }),
  })
  const body = await answer.json()
  element("said").textContent = answer.ok ? "" : body.message
  tell(answer.ok ? "pageSuccess" : "widgetError", answer.ok ? body : body.message)
})
tell("widgetPageLoaded", { aeroPassUserUuid: asked.get("aeroPassUserUuid") })
`

/** It may be framed by pages of this machine only. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; base-uri 'none'; " +
  "frame-ancestors http://localhost:* http://127.0.0.1:* https://localhost:* https://127.0.0.1:*"

/** The page of the bank aggregator, `/aeropay/widget`, with the messages that its web SDK 2.x listens to. */
export function widget({ tokens, users, banks }: World) {
  const router = Router({ strict: true })
  // The page's own addresses are relative: with a slash at the end they would lead elsewhere.
  router.get("/widget/", (req, res) => {
    const query = req.originalUrl.split("?")[1]
    res.redirect(307, `${req.baseUrl}/widget${query === undefined ? "" : `?${query}`}`)
  })
  router.get("/widget", (_req, res: Response) => {
    res.setHeader("content-security-policy", POLICY).type("html").send(PAGE)
  })
  router.get("/widget.js", (_req, res) => void res.type("js").send(SCRIPT))
  router.post(
    "/widget/connections",
    handler((req, res) => {
      const { token, bank, otp } = parse(Choice, req.body)
      const user = users.get(userIdOf(token) ?? "")
      if (!user) {
        throw new Problem(401, "`token`: is not one of aggregatorCredentials, or is too old", "token")
      }
      if (otp !== "0000") {
        throw new Problem(400, `\`otp\`: ${OTPS.get(otp) ?? "The code is not valid"}`, "otp")
      }
      const { id } = banks.connect(user, bank)
      res.json({ connectionId: id, clientName: "Sandbox Bank", aeroPassUserUuid: user.id })
    })
  )
  return router

  function userIdOf(token: string) {
    try {
      const claims = tokens.read(token)
      return claims.scope === "widget" ? claims.userId : undefined
    } catch (error) {
      if (error instanceof ApProblem) {
        return undefined
      }
      throw error
    }
  }
}
