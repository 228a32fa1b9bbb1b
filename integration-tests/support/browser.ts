import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type BrowserContext, chromium, type Page } from "playwright-core"
import { projectRoot, settings } from "./settings"
import type { StoreUnderTest } from "./store"

/** As a container needs it (no sandbox, no GPU), and without traffic of the browser's own. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/** Of one thing to appear. Generous: two suites, a database and a browser share two cores. */
const PAGE_DEADLINE_MS = 45_000

export type TestPage = Page & {
  /** What went wrong in the page: uncaught errors, console errors, answers of 500 and above. */
  problems: string[]
  /** Closes the browser and removes its profile. */
  quit: () => Promise<void>
}

/** A page in a browser of its own with an empty profile. Quit it in `afterAll`. */
export async function openBrowser(): Promise<TestPage> {
  const { chromiumPath } = settings()
  if (!chromiumPath) {
    throw new Error("No Chromium: wrap the specs in requiresChromium()")
  }
  const profile = mkdtempSync(join(tmpdir(), "rise-via-browser-"))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    headless: true,
    args: flags,
    viewport: { width: 1400, height: 900 },
  })
  context.setDefaultTimeout(PAGE_DEADLINE_MS)
  const page = context.pages()[0] ?? (await context.newPage())
  return Object.assign(page, { problems: watch(page), quit: () => quit(context, profile) })
}

function watch(page: Page): string[] {
  const problems: string[] = []
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`))
  page.on("console", (message) => {
    // A 401 before signing in and a missing favicon are told as errors too; answers are judged by their status below.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      problems.push(`console: ${message.text()}`)
    }
  })
  page.on("response", (response) => {
    if (response.status() >= 500) {
      problems.push(`${response.status()} from ${response.url()}`)
    }
  })
  return problems
}

async function quit(context: BrowserContext, profile: string): Promise<void> {
  await context.close()
  if (existsSync(profile)) {
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Signs in as a person does, on the sign-in page, over http. */
export async function signInToAdmin(page: Page, store: StoreUnderTest): Promise<void> {
  const { admin } = settings()
  await page.goto(`${store.url}/app/login`)
  await page.locator("input[name=email]").fill(admin.email)
  await page.locator("input[name=password]").fill(admin.password)
  await page.getByRole("button", { name: /continue with email/i }).click()
  await page.waitForURL((url) => !url.pathname.includes("/login"))
}

/** Keeps a picture below `.rise-via/screenshots`, for people who look at a failure or a change. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const folder = join(projectRoot, ".rise-via/screenshots")
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.png`)
  await page.screenshot({ path, fullPage: true })
  return path
}
