import type { ConfigModule } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { RiseViaPlugin } from "../types"
import { type ComposedPlugin, needsSettings, refusal, versionProblems } from "./requirements"

type ModuleEntry = { resolve: string; options?: Record<string, any>; dependencies?: string[] }
type Config = Pick<ConfigModule, "modules" | "plugins"> & Record<string, any>

/** A provider that Medusa puts into a host module by itself, so that adding one of ours does not drop it. */
const STOCK_PROVIDERS: Record<string, { resolve: string; id: string }[]> = {
  [Modules.FULFILLMENT]: [{ resolve: "@medusajs/medusa/fulfillment-manual", id: "manual" }],
  [Modules.AUTH]: [{ resolve: "@medusajs/medusa/auth-emailpass", id: "emailpass" }],
}

/**
 * Adds Rise-Via plugins to a Medusa configuration: each plugin, its providers in their host modules, and the modules
 * those providers may use. It refuses to go on, a line for each reason, when a version, an option or the database's
 * address is not what the plugins need, and in live mode when anything that a real shop needs is missing.
 *
 * @example
 * export default withRiseVia(defineConfig({ projectConfig }), [core({ auditKey }), payments({ posabit })])
 */
export function withRiseVia<T extends object>(
  config: T,
  plugins: RiseViaPlugin[],
  env: NodeJS.ProcessEnv = process.env
): T {
  const whole = config as T & Config
  refuse(whole, plugins, env)
  whole.plugins = [
    ...(whole.plugins ?? []),
    ...plugins.map(({ resolve, options }): ComposedPlugin => ({
      resolve,
      options: options ?? {},
      addedBy: "withRiseVia",
    })),
  ]

  for (const { providers = {}, dependencies = {} } of plugins) {
    for (const key of new Set([...Object.keys(providers), ...Object.keys(dependencies)])) {
      const host = hostModule(whole, key)
      host.options = { ...host.options, providers: [...(host.options?.providers ?? []), ...(providers[key] ?? [])] }
      host.dependencies = [...new Set([...(host.dependencies ?? []), ...(dependencies[key] ?? [])])]
    }
  }
  return whole
}

/** The host's entry in `modules`, made when Medusa's default was only implied. `defineConfig` may give a list or a map. */
function hostModule(config: Config, key: string): ModuleEntry {
  const modules = (config.modules ??= {} as never) as unknown as Record<string, ModuleEntry> | ModuleEntry[]
  const resolve = `@medusajs/medusa/${key.replace(/_/g, "-")}`
  if (Array.isArray(modules)) {
    const known = modules.find((entry) => entry.resolve === resolve)
    const entry = known ?? { resolve, options: { providers: STOCK_PROVIDERS[key] ?? [] } }
    if (!known) {
      modules.push(entry)
    }
    return entry
  }
  const known = modules[key]
  if (known && typeof known === "object") {
    return known
  }
  return (modules[key] = { resolve, options: { providers: STOCK_PROVIDERS[key] ?? [] } })
}

function refuse(config: Config, plugins: RiseViaPlugin[], env: NodeJS.ProcessEnv) {
  const mode = env.RISE_VIA_MODE || "demo"
  if (mode !== "demo" && mode !== "live") {
    throw refusal(`RISE_VIA_MODE must be demo or live, not "${mode}"`)
  }
  if (plugins[0]?.resolve !== "@rise-via/core") {
    throw refusal(
      "withRiseVia needs core({ auditKey: process.env.AUDIT_KEY }) as the first of its list of plugins, the others build on it"
    )
  }
  const versions = versionProblems(plugins.map(({ resolve }) => resolve))
  // A plugin of another version may ask for other options.
  const problems = versions.length || !needsSettings() ? versions : settingProblems(config, plugins, env)
  if (problems.length) {
    const opening = mode === "live" ? "Live mode refuses to start" : "Rise-Via cannot start"
    throw refusal(
      problems.length === 1
        ? `${opening}: ${problems[0]}`
        : `${opening}:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`
    )
  }
}

function settingProblems({ projectConfig }: Config, plugins: RiseViaPlugin[], env: NodeJS.ProcessEnv): string[] {
  const live = env.RISE_VIA_MODE === "live" ? liveProblems(plugins, env) : []
  if (live.length) {
    // Options that are wrong because of them would only say it again.
    return live
  }
  const { databaseUrl, databaseName, databaseDriverOptions } = projectConfig ?? {}
  const knowsDatabase = !projectConfig || databaseUrl || databaseName || databaseDriverOptions?.connection?.host
  return [
    ...(knowsDatabase ? [] : ["there is no database: set DATABASE_URL, and give it to projectConfig as databaseUrl"]),
    ...plugins.flatMap((plugin) => plugin.problems?.() ?? []),
  ]
}

function liveProblems(plugins: RiseViaPlugin[], env: NodeJS.ProcessEnv): string[] {
  const missing = plugins
    .flatMap((plugin) => plugin.env ?? [])
    .filter(({ name, requiredLive }) => requiredLive && !env[name])
    .map(({ name, description }) => `${name} is missing: ${description}`)
  return [...missing, ...plugins.flatMap((plugin) => plugin.refuseLive?.(env) ?? [])]
}
