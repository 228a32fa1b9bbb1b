import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join, relative } from "node:path"
import { format, resolveConfig } from "prettier"
import { toClientTypes } from "./client-types"
import { toDocument } from "./openapi/document"
import { demandValid } from "./openapi/validity"
import { readPlugins, type PluginFacts } from "./plugin-facts"
import { withTables } from "./readme/tables"

/*
 * Writes what is generated from the code of the plugins: `openapi` or `readmes`, both without an argument. With
 * `--check` it writes nothing; every file that is not as it would be written is a line of the output and a failure.
 */

const ROOT = join(__dirname, "..", "..", "..")

type GeneratedFile = { path: string; text: string }

async function openapi(plugins: PluginFacts[]): Promise<GeneratedFile[]> {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"))
  const document = toDocument(plugins, version)
  await demandValid(document)
  const types = join(ROOT, "client", "src", "schema.ts")
  return [
    { path: join(ROOT, "openapi.json"), text: JSON.stringify(document) },
    { path: types, text: await toClientTypes(document, types) },
  ]
}

const readmes = (plugins: PluginFacts[]): GeneratedFile[] =>
  plugins.map((plugin) => {
    const path = join(plugin.source, "..", "README.md")
    return { path, text: withTables(plugin, readFileSync(path, "utf8")) }
  })

async function main(args: string[]) {
  const isCheck = args.includes("--check")
  const wanted = args.filter((argument) => argument !== "--check")
  const unknown = wanted.filter((argument) => !["openapi", "readmes"].includes(argument))
  if (unknown.length) {
    throw new Error(`Unknown argument ${unknown.join(", ")}. Known: openapi, readmes, --check`)
  }
  const wants = (what: string) => !wanted.length || wanted.includes(what)
  const plugins = readPlugins(ROOT)
  const files = [...(wants("openapi") ? await openapi(plugins) : []), ...(wants("readmes") ? readmes(plugins) : [])]

  const changed: GeneratedFile[] = []
  for (const { path, text } of files) {
    const formatted = await format(text, { ...(await resolveConfig(path)), filepath: path })
    if (!existsSync(path) || readFileSync(path, "utf8") !== formatted) {
      changed.push({ path, text: formatted })
    }
  }
  for (const { path, text } of changed) {
    const name = relative(ROOT, path)
    const remedy = /README/.test(name) ? "npm run docs" : "npm run openapi"
    process.stdout.write(
      isCheck ? `${name}: not what the code says; "${remedy}" puts it right\n` : `${name}: written\n`
    )
    if (!isCheck) {
      writeFileSync(path, text)
    }
  }
  if (!changed.length && !isCheck) {
    process.stdout.write("Nothing changed\n")
  }
  process.exitCode = isCheck && changed.length ? 1 : 0
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${(error as Error)?.message ?? error}\n`)
  process.exitCode = 1
})
