import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { tsImport } from "tsx/esm/api"
import { envReads } from "./env-reads.mjs"
import { owners } from "./source-tree.mjs"

const WIDTH = 100
const SHAPE = /^[A-Z][A-Z0-9_]*$/

const INTRODUCTION = [
  "Every variable that Rise-Via reads. Written by `node src/scripts/checks/env-template.mjs --write` from src/env.ts",
  "and the env.ts of each plugin: change those, not this file.",
  "",
  "All of it may stay as it is for a demo: `npm start` makes what is marked (generated) and keeps it in .env.",
  "With RISE_VIA_MODE=live, what is marked (required live) must be set, or the store does not start.",
]

/** `.env.template` says exactly what the `env.ts` files say, and these say everything that the code reads. */
export async function checkEnvTemplate(root, load = loadWithTsx) {
  const groups = await envGroups(root, load)
  const problems = [...listProblems(groups), ...readProblems(root, groups), ...untoldProblems(root, groups)]
  if (currentTemplate(root) !== template(groups)) {
    problems.push(".env.template: not what the env.ts files say (node src/scripts/checks/env-template.mjs --write)")
  }
  return { problems, summary: `${groups.flatMap(({ variables }) => variables).length} variables` }
}

/** jest refuses loaders of others, so its specs bring their own. */
const loadWithTsx = (path) => tsImport(pathToFileURL(path).href, import.meta.url)

/** The store's variables and each plugin's, in the order of the template. */
export async function envGroups(root, load = loadWithTsx) {
  const groups = []
  for (const owner of owners(root)) {
    const path = owner.isPlugin ? join(owner.folder, "env.ts") : join(owner.src, "env.ts")
    if (existsSync(path)) {
      const exported = await load(path)
      const lists = Object.values({ ...exported.default, ...exported }).filter(Array.isArray)
      groups.push({ title: owner.isPlugin ? `@rise-via/${owner.name}` : "The store", path, variables: lists[0] ?? [] })
    }
  }
  return groups
}

/** The text of `.env.template`. Every line is a comment, so that a copy of it changes nothing. */
export function template(groups) {
  const blocks = groups
    .filter(({ variables }) => variables.length)
    .flatMap(({ title, variables }) => [`# ---- ${title} ----`, ...variables.map(block)])
  return [comment(INTRODUCTION.join("\n")), ...blocks].join("\n\n") + "\n"
}

function block({ name, description, example, generated, secret, requiredLive }) {
  const marks = [generated && "generated", requiredLive && "required live", secret && "secret"].filter(Boolean)
  const text = marks.length ? `${description} (${marks.join(", ")})` : description
  return `${comment(wrap(text))}\n# ${name}=${example ?? ""}`
}

function wrap(text) {
  const lines = [""]
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1]
    if (last && last.length + word.length + 1 > WIDTH) {
      lines.push(word)
    } else {
      lines[lines.length - 1] = last ? `${last} ${word}` : word
    }
  }
  return lines.join("\n")
}

const comment = (text) =>
  text
    .split("\n")
    .map((line) => `# ${line}`.trimEnd())
    .join("\n")

function listProblems(groups) {
  const seen = new Map()
  return groups.flatMap(({ title, variables }) =>
    variables.flatMap(({ name, description, example, generated, secret }) => {
      const problems = []
      if (!SHAPE.test(name)) {
        problems.push(`${title}: "${name}" is no name of an environment variable`)
      }
      if (!description?.trim()) {
        problems.push(`${title}: ${name} is not explained`)
      }
      if (!example && !generated && !secret) {
        problems.push(`${title}: ${name} has no example`)
      }
      if (secret && example && !/\/\/user:password@|^redis:\/\/localhost/.test(example)) {
        problems.push(`${title}: ${name} is secret, so its example may be copied by mistake: leave it out`)
      }
      if (seen.has(name)) {
        problems.push(`${title}: ${name} is declared by ${seen.get(name)} too`)
      }
      seen.set(name, title)
      return problems
    })
  )
}

function readProblems(root, groups) {
  const declared = new Set(groups.flatMap(({ variables }) => variables.map(({ name }) => name)))
  const reads = envReads(root)
  const missing = [...reads].filter(([name]) => !declared.has(name))
  const unused = [...declared].filter((name) => !reads.has(name))
  return [
    ...missing.map(([name, at]) => `${at}: reads ${name}, which no env.ts declares`),
    ...unused.map((name) => `${name} is declared in an env.ts, but nothing reads it`),
  ]
}

/** What a live start refuses is told where somebody looks before going live. */
function untoldProblems(root, groups) {
  const readme = join(root, "README.md")
  const text = existsSync(readme) ? readFileSync(readme, "utf8") : ""
  return groups
    .flatMap(({ variables }) => variables)
    .filter(({ name, requiredLive }) => requiredLive && !text.includes(`\`${name}`))
    .map(({ name }) => `README.md: does not say that a live start needs ${name}`)
}

const templatePath = (root) => join(root, ".env.template")
const currentTemplate = (root) => (existsSync(templatePath(root)) ? readFileSync(templatePath(root), "utf8") : "")

async function main() {
  const root = join(fileURLToPath(import.meta.url), "..", "..", "..", "..")
  if (process.argv.includes("--write")) {
    writeFileSync(templatePath(root), template(await envGroups(root)))
    console.log("Wrote .env.template")
    return
  }
  const { problems } = await checkEnvTemplate(root)
  console.log(problems.join("\n") || ".env.template is up to date")
  process.exitCode = problems.length ? 1 : 0
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  void main()
}
