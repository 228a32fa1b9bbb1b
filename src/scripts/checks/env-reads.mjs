import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import ts from "typescript"
import { filesBelow, isCode, isSpec, owners, parse, place, walk } from "./source-tree.mjs"

const NAME = /^[A-Z][A-Z0-9_]*$/

/** Set by the system, Node, npm or CI, not by somebody who installs a shop. */
const FOREIGN = new Set([
  "CI",
  "FORCE_COLOR",
  "HOME",
  "XDG_CONFIG_HOME",
  "JEST_WORKER_ID",
  "LANG",
  "NODE_ENV",
  "NODE_OPTIONS",
  "NODE_PATH",
  "NO_COLOR",
  "PATH",
  "TEMP",
  "TERM",
  "TMPDIR",
  "TZ",
])

/** Settings of the test run, explained where they are used. */
const OF_TESTS = /^(REQUIRE|RISE_VIA_TEST)_|^RISE_VIA_FULL$/

/**
 * Every environment variable that the store, its scripts and its plugins read, and where first: `process.env.X`,
 * `env.X` (the environment handed on), `env["X"]`, `const { X } = process.env`, `read(env, "X")`; and those that
 * docker-compose.yml puts in: `${X}`.
 */
export function envReads(root) {
  const reads = new Map()
  const files = owners(root).flatMap(({ src }) => filesBelow(src).map((path) => join(src, path)))
  for (const path of [join(root, "medusa-config.ts"), ...files]) {
    const isRead = existsSync(path) && isCode(path) && !isSpec(path) && !/\/src\/admin\//.test(path)
    for (const { name, node } of isRead ? readsIn(parse(path)) : []) {
      if (!FOREIGN.has(name) && !OF_TESTS.test(name) && !reads.has(name)) {
        reads.set(name, place(root, node))
      }
    }
  }
  for (const { name, line } of composeReads(root)) {
    if (!reads.has(name)) {
      reads.set(name, `docker-compose.yml:${line}`)
    }
  }
  return reads
}

function composeReads(root) {
  const path = join(root, "docker-compose.yml")
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : []
  return lines.flatMap((text, index) =>
    [...text.matchAll(/\$\{([A-Z][A-Z0-9_]*)/g)].map(([, name]) => ({ name, line: index + 1 }))
  )
}

function readsIn(source) {
  const found = []
  const add = (name, node) => {
    if (NAME.test(name)) {
      found.push({ name, node })
    }
  }
  walk(source, (node) => {
    if (ts.isPropertyAccessExpression(node) && isEnvironment(node.expression)) {
      add(node.name.text, node)
    } else if (ts.isElementAccessExpression(node) && isEnvironment(node.expression)) {
      literals(node.argumentExpression).forEach((text) => add(text, node))
    } else if (
      ts.isVariableDeclaration(node) &&
      ts.isObjectBindingPattern(node.name) &&
      node.initializer &&
      isEnvironment(node.initializer)
    ) {
      node.name.elements.forEach((element) => add((element.propertyName ?? element.name).getText(), element))
    } else if (ts.isCallExpression(node) && node.arguments.some(isEnvironment)) {
      node.arguments.flatMap(literals).forEach((text) => add(text, node))
    }
  })
  return found
}

const isEnvironment = (node) => /^(process\.env|env|environment)$/.test(node.getText())

const literals = (node) =>
  ts.isStringLiteralLike(node) ? [node.text] : ts.isArrayLiteralExpression(node) ? node.elements.flatMap(literals) : []
