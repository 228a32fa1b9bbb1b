import { portFrom } from "./ports.mjs"

/** What a start does and where things listen, out of the environment. Whether the mode may start is core's to say. */
export function readSettings(env) {
  const isDemo = (env.RISE_VIA_MODE || "demo") === "demo"
  const port = portFrom(env, "PORT", 9000)
  const sandboxPort = portFrom(env, "SANDBOX_PORT", 9100)
  return {
    isDemo,
    port,
    sandboxPort,
    databasePort: portFrom(env, "DATABASE_PORT", 5433),
    ownSandbox: isDemo && !env.SANDBOX_URL,
    ownDatabase: isDemo && !env.DATABASE_URL,
    localUrl: `http://localhost:${port}`,
    sandboxUrl: isDemo ? env.SANDBOX_URL || `http://localhost:${sandboxPort}` : undefined,
  }
}

/** The environment of Medusa and the sandbox: everything that was given, with the defaults of this start under it. */
export function serverEnvironment(env, settings) {
  return {
    ...env,
    // Medusa serves the admin that was built only outside of development. What a shop may do hangs on RISE_VIA_MODE.
    NODE_ENV: "production",
    MEDUSA_DISABLE_TELEMETRY: env.MEDUSA_DISABLE_TELEMETRY || "true",
    PORT: String(settings.port),
    ...(settings.isDemo && {
      RISE_VIA_MODE: "demo",
      BACKEND_URL: env.BACKEND_URL || settings.localUrl,
      SANDBOX_PORT: String(settings.sandboxPort),
      SANDBOX_URL: settings.sandboxUrl,
    }),
  }
}

/** What the box at the end says. */
export function summary({ settings, env, publishableKey, seconds }) {
  const backendUrl = env.BACKEND_URL || settings.localUrl
  const adminLines =
    env.ADMIN_DISABLED === "true"
      ? []
      : [
          `Admin            ${backendUrl}/app`,
          settings.isDemo
            ? `  sign in with   ${env.ADMIN_EMAIL} / ${env.ADMIN_PASSWORD}`
            : "  first user     npx medusa user -e <e-mail> -p <password>",
        ]
  return [
    `Rise-Via is running (${settings.isDemo ? "demo" : "live"}, ready after ${seconds} s)`,
    "",
    `Store API        ${backendUrl}/store`,
    `  publishable key ${publishableKey ?? "none yet: make one in the admin, Settings > Publishable API keys"}`,
    ...adminLines,
    ...(settings.sandboxUrl ? [`Sandbox          ${settings.sandboxUrl}`] : []),
    "Logs             .rise-via/logs/",
    "",
    ...(settings.isDemo ? ["Try next, in another window:   npm run demo"] : []),
    "Ctrl-C stops everything.",
  ]
}
