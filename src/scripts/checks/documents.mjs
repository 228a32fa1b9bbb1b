import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import { generate } from "../docs/from-sources.mjs"
import { plugins, readJson, readText } from "./manifests.mjs"
import { filesBelow } from "./source-tree.mjs"

/** The same ten headings in every plugin, in this order. */
const HEADINGS = [
  "What it does",
  "Install and options",
  "Data model",
  "HTTP",
  "Workflows, steps and hooks",
  "Events out / events in",
  "Jobs",
  "Core touch points",
  "Failure modes and limits",
  "Tests",
]
const NOT_LEGAL_ADVICE = /not legal advice/i
const VAGUE_NAME = /(^|\/)(utils?|misc)(\/|\.[a-z]+$)/

/**
 * Documents as people wrote them, and what is generated from code as it would be generated now: openapi.json, the
 * client's types, the tables of the READMEs.
 */
export async function checkDocuments(root) {
  const problems = [...writtenProblems(root), ...(await drift(root))]
  return { problems, summary: `${readmesOf(root).length} READMEs, openapi.json` }
}

const readmesOf = (root) => ["README.md", "client/README.md", ...plugins(root).map(({ at }) => `${at}/README.md`)]

/** READMEs that say what they must, links and commands that lead somewhere, names of files that say something. */
export function writtenProblems(root) {
  const all = plugins(root)
  const scripts = readJson(join(root, "package.json")).scripts
  const problems = readmesOf(root).flatMap((path) => {
    const text = readText(join(root, path))
    return text ? [...links(root, path, text), ...commands(path, text, scripts)] : [`${path}: missing`]
  })
  for (const { at } of all) {
    const text = readText(join(root, at, "README.md"))
    problems.push(...(text ? headings(`${at}/README.md`, text) : []))
  }
  const main = readText(join(root, "README.md"))
  const unnamed = all.filter(({ at }) => !main.includes(`${at}`))
  problems.push(...unnamed.map(({ at }) => `README.md: does not mention ${at}`))
  for (const path of ["README.md", "plugins/compliance/README.md"]) {
    if (!NOT_LEGAL_ADVICE.test(readText(join(root, path)))) {
      problems.push(`${path}: must say that it is not legal advice`)
    }
  }
  problems.push(...vagueNames(root))
  return problems
}

async function drift(root) {
  const { code, output } = await generate(root, ["--check"])
  return code ? output.split("\n").filter((line) => line.trim()) : []
}

/** The ten headings, in their order. */
export function headings(path, text) {
  const found = [...withoutCode(text).matchAll(/^##\s+(?:\d+[.)]?\s+)?(.+?)\s*$/gm)].map(([, heading]) => heading)
  const expected = HEADINGS.filter((heading) => found.includes(heading))
  const missing = HEADINGS.filter((heading) => !found.includes(heading))
  const ordered = found.filter((heading) => HEADINGS.includes(heading))
  return [
    ...missing.map((heading) => `${path}: no heading "## ${heading}"`),
    ...(ordered.join() === expected.join()
      ? []
      : [`${path}: the ten headings are not in their order (${HEADINGS.join(" · ")})`]),
  ]
}

/** Relative links and images. */
function links(root, path, text) {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target.replace(/#.*$/, ""))
    .filter((target) => target && !/^[a-z]+:/.test(target) && !existsSync(join(root, dirname(path), target)))
    .map((target) => `${path}: the link to ${target} leads nowhere`)
}

/** `npm run x` must be a script of the root. */
function commands(path, text, scripts) {
  return [...new Set([...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name))]
    .filter((name) => !scripts[name])
    .map((name) => `${path}: there is no "npm run ${name}"`)
}

const withoutCode = (text) => text.replace(/^```[\s\S]*?^```/gm, "")

/** A name that could hold anything soon does. */
function vagueNames(root) {
  return ["src", "plugins", "integration-tests", "data"]
    .flatMap((folder) => filesBelow(join(root, folder)).map((path) => `${folder}/${path}`))
    .filter((path) => VAGUE_NAME.test(path))
    .map((path) => `${path}: a name that says nothing about what is inside`)
}
