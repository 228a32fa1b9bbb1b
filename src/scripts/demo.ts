import Medusa from "@medusajs/js-sdk"
import { riseVia } from "@rise-via/client"
import type { DemoContext, DemoStep } from "@rise-via/core"
import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

const ROOT = join(__dirname, "..", "..")
const POLL_MS = 200
const DEADLINE_MS = 30_000

/** Something is not as it should be; the message says what, for a person. */
class DemoError extends Error {}

const backendUrl = (process.env.BACKEND_URL || "http://localhost:9000").replace(/\/+$/, "")
const sandboxUrl = (process.env.SANDBOX_URL || "http://localhost:9100").replace(/\/+$/, "")

/** The steps of the store and of every plugin that has a `demo.ts`, in the order of the story. */
async function findSteps(): Promise<DemoStep[]> {
  const plugins = readdirSync(join(ROOT, "plugins")).sort()
  const files = [...plugins.map((plugin) => join(ROOT, "plugins", plugin, "demo.ts")), join(ROOT, "src", "demo.ts")]
  const steps = await Promise.all(files.filter(existsSync).map(stepsOf))
  return steps.flat().sort((one, other) => one.order - other.order)
}

/** A `demo.ts` exports `steps`, as an `env.ts` exports `env`. Imported from CommonJS, its exports may sit one level deeper. */
async function stepsOf(file: string): Promise<DemoStep[]> {
  const loaded = await import(pathToFileURL(file).href)
  const steps = loaded.steps ?? loaded.default?.steps
  if (!Array.isArray(steps)) {
    throw new DemoError(`${file.slice(ROOT.length + 1)} exports no \`steps\``)
  }
  return steps
}

async function demandRunning() {
  const isUp = async (url: string) =>
    (await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) }).catch(() => null))?.ok
  if (!(await isUp(backendUrl))) {
    throw new DemoError(`Nothing runs at ${backendUrl}: start it with "npm start", then run the demo again.`)
  }
  if (!(await isUp(sandboxUrl))) {
    throw new DemoError(`The shop runs, but its sandbox does not answer at ${sandboxUrl}: start both with "npm start".`)
  }
}

const sdk = (publishableKey?: string) =>
  new Medusa({ baseUrl: backendUrl, publishableKey, auth: { type: "jwt", jwtTokenStorageMethod: "memory" } })

async function signInAsAdmin() {
  const admin = { email: process.env.ADMIN_EMAIL ?? "", password: process.env.ADMIN_PASSWORD ?? "" }
  if (!admin.email || !admin.password) {
    throw new DemoError("ADMIN_EMAIL and ADMIN_PASSWORD are not set: the first `npm start` writes them into .env.")
  }
  const adminSdk = sdk()
  try {
    await adminSdk.auth.login("user", "emailpass", admin)
  } catch (error) {
    throw new DemoError(
      `The admin refused ${admin.email}: ${messageOf(error)}. ADMIN_EMAIL and ADMIN_PASSWORD must be those of this shop.`
    )
  }
  return { admin, adminSdk }
}

async function findPublishableKey(adminSdk: Medusa): Promise<string> {
  const fields = "id,token,revoked_at,*sales_channels"
  const { api_keys: keys } = await adminSdk.admin.apiKey.list({ type: "publishable", limit: 50, fields })
  type KeyWithChannels = (typeof keys)[number] & { sales_channels?: unknown[] }
  const key = (keys as KeyWithChannels[]).find(
    ({ revoked_at: revoked, sales_channels: channels }) => !revoked && channels?.length
  )
  if (!key) {
    throw new DemoError("The shop has no publishable API key with a sales channel: was it seeded?")
  }
  return key.token
}

async function sandbox(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${sandboxUrl}${path}`, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) {
    throw new DemoError(`The sandbox answered ${answer.status} to ${method} ${path}: ${text.slice(0, 500)}`)
  }
  return answer.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text
}

const until: DemoContext["until"] = async (what, probe, deadlineMs = DEADLINE_MS) => {
  const deadline = Date.now() + deadlineMs
  for (;;) {
    const found = await probe()
    if (found) {
      return found
    }
    if (Date.now() > deadline) {
      throw new DemoError(`Waited ${deadlineMs / 1000} s in vain for this: ${what}`)
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

async function prepare(): Promise<DemoContext> {
  await demandRunning()
  const { admin, adminSdk } = await signInAsAdmin()
  const publishableKey = await findPublishableKey(adminSdk)
  const store = sdk(publishableKey)
  return {
    backendUrl,
    sandboxUrl,
    publishableKey,
    admin,
    adminSdk,
    store,
    shop: riseVia(store),
    sandbox,
    until,
    state: {},
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error)
  }
  const { status } = error as { status?: number }
  const cause = (error.cause as { code?: string } | undefined)?.code
  return `${error.message}${status ? ` (HTTP ${status})` : ""}${cause ? ` (${cause})` : ""}`
}

const say = (line: string) => void process.stdout.write(`${line}\n`)
const heading = (mark: string, title: string, since: number) => `${mark} ${title}  ${Date.now() - since} ms`

async function play() {
  const begun = Date.now()
  const steps = await findSteps()
  const context = await prepare()
  say(`A shopper visits ${backendUrl}\n`)
  for (const step of steps) {
    const since = Date.now()
    try {
      const told = await step.run(context)
      say(`${heading("✓", step.title, since)}\n    ${told}`)
    } catch (error) {
      throw new DemoError(`${heading("✗", step.title, since)}\n    ${messageOf(error)}`)
    }
  }
  say(`\nAll ${steps.length} steps went as they should, in ${((Date.now() - begun) / 1000).toFixed(1)} s.`)
}

play().catch((error: unknown) => {
  // Our own sentences are all a reader needs; anything else is a mistake of this program and shows where.
  process.stderr.write(`${error instanceof DemoError ? error.message : ((error as Error)?.stack ?? error)}\n`)
  process.exitCode = 1
})
