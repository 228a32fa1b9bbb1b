import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join, sep } from "node:path"
import type { ConfigModule, LoaderOptions, Logger } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import type { Knex } from "../lib/transaction"

const CORE = "@rise-via/core"
/** What must be there in the very version that the plugin was built and tested with. */
const EXACT_PEERS = [CORE, "@medusajs/medusa"]

type Manifest = { version: string; peerDependencies?: Record<string, string> }

/** How `withRiseVia` lists a plugin. Medusa keeps what it does not know. */
export type ComposedPlugin = { resolve: string; options: Record<string, unknown>; addedBy: "withRiseVia" }

/** An error whose sentence is all there is to say: Medusa prints the stack of every other one below it. */
export function refusal(message: string): Error {
  const error = new MedusaError(MedusaError.Types.INVALID_DATA, message)
  error.stack = ""
  return error
}

/**
 * Whether this process needs secrets, options and a database. `medusa build` has none of them where an image is built,
 * and the two commands that make the database run before there is an address.
 */
export const needsSettings = (argv: string[] = process.argv) => !["build", "db:create", "db:setup"].includes(argv[2])

/** One line for each plugin that is beside another core or another Medusa than it was made for. */
export function versionProblems(names: string[], folder = process.cwd()): string[] {
  return names.flatMap((name) => {
    const { version, peerDependencies = {} } = manifestOf(name, folder) ?? { version: "" }
    return EXACT_PEERS.flatMap((peer) => {
      const wanted = peerDependencies[peer]
      const installed = manifestOf(peer, folder)?.version
      return !wanted || !installed || wanted === installed
        ? []
        : [`${name} ${version} needs ${peer} ${wanted}, but ${installed} is installed: ${remedy(peer, wanted)}`]
    })
  })
}

const remedy = (peer: string, version: string) =>
  peer === CORE
    ? `npm install ${peer}@${version}`
    : `set every @medusajs package of that version to ${version} in package.json and run npm install`

/** Resolved as Medusa resolves plugins: from the folder of the application. */
function manifestOf(name: string, folder: string): Manifest | undefined {
  const path = pathOf(`${name}/package.json`, folder)
  return path ? JSON.parse(readFileSync(path, "utf8")) : undefined
}

function pathOf(request: string, folder: string): string | undefined {
  try {
    return require.resolve(request, { paths: [folder] })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") {
      return undefined
    }
    throw error
  }
}

/**
 * What each plugin asks in a loader of one of its modules: that `withRiseVia` has added it, and that its migrations have
 * run. In an application that Medusa's own command starts, an answer of no ends the process with one line, because
 * Medusa wraps what a loader throws in three errors with a stack each. Elsewhere it throws.
 *
 * @param plugin npm name
 */
export async function demandReady(plugin: string, { container }: Pick<LoaderOptions, "container">): Promise<void> {
  const config = container.resolve<ConfigModule>(ContainerRegistrationKeys.CONFIG_MODULE, { allowUnregistered: true })
  const entries = (config?.plugins ?? []).map((entry) => (typeof entry === "string" ? { resolve: entry } : entry))
  const entry = entries.find(({ resolve }) => resolve === plugin) as Partial<ComposedPlugin> | undefined
  if (!entry) {
    // A module on its own, as module specs and generators load it.
    return
  }
  const problem = entry.addedBy ? await migrationProblem(plugin, container) : handListed(plugin, entries)
  if (problem) {
    stop(problem, container.resolve<Logger>(ContainerRegistrationKeys.LOGGER))
  }
}

function handListed(plugin: string, entries: { resolve: string }[]): string {
  const core = entries.some(({ resolve }) => resolve === CORE) ? "" : `, with core({ auditKey }) before it`
  return `${plugin} stands in \`plugins\` of medusa-config.ts, where its providers and options are not set up: remove it there and give it to withRiseVia(defineConfig({ … }), [ … ])${core}, as its README shows`
}

async function migrationProblem(plugin: string, container: LoaderOptions["container"]): Promise<string | undefined> {
  const wanted = migrationsOf(plugin)
  const connection = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION)
  const { rows: tables } = await connection.raw("SELECT to_regclass('mikro_orm_migrations') AS oid")
  const done: string[] = tables[0].oid
    ? await connection("mikro_orm_migrations").whereIn("name", wanted).pluck("name")
    : []
  const missing = wanted.filter((name) => !done.includes(name))
  return missing.length
    ? `${missing.length} of the ${wanted.length} migrations of ${plugin} have not run on this database: npx medusa db:migrate`
    : undefined
}

/** Names of a plugin's migrations, as Medusa stores them. */
function migrationsOf(plugin: string): string[] {
  const manifest = pathOf(`${plugin}/package.json`, process.cwd())
  const modules = manifest && join(dirname(manifest), ".medusa/server/src/modules")
  if (!modules || !existsSync(modules)) {
    return []
  }
  return readdirSync(modules)
    .map((module) => join(modules, module, "migrations"))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).filter((file) => file.endsWith(".js")))
    .map((file) => file.replace(/\.js$/, ""))
}

function stop(problem: string, logger: Logger): never {
  const isMedusaCommand = require.main?.filename.includes(`${sep}@medusajs${sep}cli${sep}`)
  if (!isMedusaCommand) {
    throw refusal(problem)
  }
  logger.error(problem)
  process.exit(1)
}
