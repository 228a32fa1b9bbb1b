import type { ConfigModule } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { RiseViaPlugin } from "../types"

type ModuleEntry = { resolve: string; options?: Record<string, any>; dependencies?: string[] }
type Config = Pick<ConfigModule, "modules" | "plugins"> & Record<string, any>

/** A provider that Medusa puts into a host module by itself, so that adding one of ours does not drop it. */
const STOCK_PROVIDERS: Record<string, { resolve: string; id: string }[]> = {
  [Modules.FULFILLMENT]: [{ resolve: "@medusajs/medusa/fulfillment-manual", id: "manual" }],
  [Modules.AUTH]: [{ resolve: "@medusajs/medusa/auth-emailpass", id: "emailpass" }],
}

/**
 * Adds Rise-Via plugins to a Medusa configuration: each plugin, its providers in their host modules, and the modules
 * those providers may use. In live mode it refuses to go on and says what is missing.
 *
 * @example
 * export default withRiseVia(defineConfig({ projectConfig }), [core({ auditKey }), payments({ posabit })])
 */
export function withRiseVia<T extends object>(
  config: T,
  plugins: RiseViaPlugin[],
  env: NodeJS.ProcessEnv = process.env
): T {
  refuse(plugins, env)
  const whole = config as T & Config
  whole.plugins = [
    ...(whole.plugins ?? []),
    ...plugins.map(({ resolve, options }) => ({ resolve, options: options ?? {} })),
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

function refuse(plugins: RiseViaPlugin[], env: NodeJS.ProcessEnv) {
  const mode = env.RISE_VIA_MODE || "demo"
  if (mode !== "demo" && mode !== "live") {
    throw new Error(`RISE_VIA_MODE must be demo or live, not "${mode}"`)
  }
  if (plugins[0]?.resolve !== "@rise-via/core") {
    throw new Error("withRiseVia: core() must come first in the list of plugins, the others build on it")
  }
  if (mode === "demo") {
    return
  }
  const missing = plugins
    .flatMap((plugin) => plugin.env ?? [])
    .filter(({ name, requiredLive }) => requiredLive && !env[name])
    .map(({ name, description }) => `${name} is missing: ${description}`)
  const problems = [...missing, ...plugins.flatMap((plugin) => plugin.refuseLive?.(env) ?? [])]
  if (problems.length) {
    throw new Error(`Live mode refuses to start:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`)
  }
}
