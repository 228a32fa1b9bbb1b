import { buildAdmin } from "../../../src/scripts/lib/build-admin.mjs"
import { buildPlugins } from "../../../src/scripts/lib/build-plugins.mjs"
import { completePostgres, install, whyInstall } from "../../../src/scripts/lib/install.mjs"
import { step } from "../../../src/scripts/lib/progress.mjs"
import { dataPath } from "../../../src/scripts/lib/project.mjs"
import { openServer } from "./server.mjs"
import { findChromium, findRedis } from "./surroundings.mjs"
import { dropRun, ensureTemplate, newRunPrefix } from "./template.mjs"

/** The store's settings while the template is made; suites lay their own over them. */
const storeSettings = {
  NODE_ENV: "test",
  RISE_VIA_MODE: "demo",
  JWT_SECRET: "jwt-secret-for-tests-only",
  COOKIE_SECRET: "cookie-secret-for-tests-only",
  AUDIT_KEY: "audit-key-for-tests-only-0123456789abcdef",
  STORE_TIME_ZONE: "America/Los_Angeles",
  SANDBOX_URL: "http://127.0.0.1:9100",
  BACKEND_URL: "http://127.0.0.1:9000",
  MEDUSA_DISABLE_TELEMETRY: "true",
  LOG_LEVEL: "error",
  ADMIN_EMAIL: "admin@rise-via.test",
  ADMIN_PASSWORD: "a-password-for-tests-only",
}

/** Variables of the shell that would lead tests to real services or away from the in-process defaults. */
const foreign = /^(REDIS_|S3_|SENDGRID_|TWILIO_|POSABIT_|AEROPAY_|PAYMENTS_|MEDUSA_WORKER_MODE$|MEDUSA_FF_)/

const withoutForeign = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)))

/** The same set-up as `npm start`, then a database template. The answer goes to `tidyUp` in the end. */
export async function prepare({ full, wantsAdmin }) {
  const reason = whyInstall()
  if (reason) {
    await step(`npm ci (${reason})`, () => install(process.env))
  }
  await completePostgres(process.env)
  await step("plugins", async () => {
    const built = await buildPlugins({ env: process.env })
    return built.length ? `built ${built.join(", ")}` : "unchanged"
  })
  const redis = await findRedis(process.env)
  const chromium = findChromium(process.env)
  if (wantsAdmin && chromium) {
    await step("admin", async () => ((await buildAdmin({ env: process.env })) ? "built" : "unchanged"))
  }

  const runPrefix = newRunPrefix()
  const env = { ...withoutForeign(process.env), ...storeSettings }
  let server
  await step("database", async () => {
    server = await openServer()
    return server.embedded ? "embedded" : "the one of DATABASE_URL"
  })
  try {
    let template
    await step("migrations and seed", async () => {
      template = await ensureTemplate(server.url, { env, logs: dataPath("test", "logs"), runPrefix })
      return template.reused ? "unchanged" : "into a new template"
    })
    return {
      server,
      runPrefix,
      env: {
        ...env,
        ...moduleRunnerSettings(server.url),
        RISE_VIA_TEST_SERVER: server.url,
        RISE_VIA_TEST_TEMPLATE: template.name,
        RISE_VIA_TEST_PREFIX: runPrefix,
        RISE_VIA_TEST_REDIS: redis ?? "",
        RISE_VIA_TEST_CHROMIUM: chromium ?? "",
        RISE_VIA_FULL: full ? "1" : "0",
      },
    }
  } catch (error) {
    await tidyUp({ server, runPrefix })
    throw error
  }
}

/** What Medusa's module runner reads; it turns SSL on unless the host is called localhost. */
function moduleRunnerSettings(serverUrl) {
  const { hostname, port, username, password } = new URL(serverUrl)
  return {
    DB_HOST: ["127.0.0.1", "[::1]"].includes(hostname) ? "localhost" : hostname,
    DB_PORT: port || "5432",
    DB_USERNAME: decodeURIComponent(username),
    DB_PASSWORD: decodeURIComponent(password),
  }
}

export async function tidyUp({ server, runPrefix }) {
  try {
    await dropRun(server.url, runPrefix)
  } finally {
    await server.close()
  }
}
