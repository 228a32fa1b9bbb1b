import { execFile } from "node:child_process"
import { join, relative } from "node:path"
import { filesBelow } from "./source-tree.mjs"

const MAX_OUTPUT = 64 * 1024 * 1024

/** Runs `node <script> ...args` and answers what it printed, whether or not it failed. */
function node(root, script, args) {
  return new Promise((resolve, reject) => {
    const options = { cwd: root, maxBuffer: MAX_OUTPUT, env: { ...process.env, FORCE_COLOR: "0" } }
    execFile(process.execPath, [join(root, "node_modules", script), ...args], options, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") {
        reject(error)
      } else {
        resolve({ code: error?.code ?? 0, stdout, stderr })
      }
    })
  })
}

const lines = (text) => text.split("\n").filter((line) => line.trim())

/**
 * One program for all server code, tests, demo and env files, from the sources of the plugins rather than their last
 * build, one for the specs of the scripts, and one for the admin pages, which a bundler resolves. They keep what they
 * know in the cache folder.
 */
export async function checkTypes(root) {
  const problems = []
  const files = filesBelow(join(root, "plugins")).filter((path) => /^[^/]+\/src\/admin\/.*\.tsx?$/.test(path))
  const projects = ["tsconfig.server.json", "tsconfig.scripts.json", ...(files.length ? ["tsconfig.admin.json"] : [])]
  for (const project of projects) {
    const { code, stdout, stderr } = await node(root, "typescript/bin/tsc", [
      "-p",
      join("src/scripts/checks", project),
      "--pretty",
      "false",
    ])
    problems.push(...(code ? lines(stdout + stderr) : []))
  }
  return { problems, summary: files.length ? "server, tests, admin" : "server, tests" }
}

export async function checkLint(root) {
  const { code, stdout, stderr } = await node(root, "eslint/bin/eslint.js", [
    ".",
    "--max-warnings",
    "0",
    "--format",
    "json",
  ])
  const found = parseJson(stdout)
  if (!found) {
    return { problems: lines(stdout + stderr) }
  }
  const problems = found.flatMap(({ filePath, messages }) =>
    messages.map(
      ({ line, ruleId, message }) =>
        `${relative(root, filePath)}:${line ?? 1}: ${message.replace(/\s*\n\s*/g, " ")} ${ruleId ? `[${ruleId}]` : ""}`
    )
  )
  return { problems: code && !problems.length ? lines(stderr) : problems, summary: `${found.length} files` }
}

export async function checkFormat(root) {
  const cache = join(root, ".rise-via/cache/prettier")
  const { code, stdout, stderr } = await node(root, "prettier/bin/prettier.cjs", [
    "**/*.{ts,tsx,mjs,js,json,md}",
    "--list-different",
    "--cache",
    "--cache-location",
    cache,
  ])
  const unformatted = lines(stdout)
  const remedy = unformatted.length ? ["npx prettier --write . puts them right"] : []
  return { problems: code ? [...lines(stderr), ...unformatted.map((path) => `${path}: not formatted`), ...remedy] : [] }
}

function parseJson(text) {
  try {
    return JSON.parse(text)
  } catch (error) {
    // ESLint that cannot start prints a sentence instead, which the caller shows.
    if (error instanceof SyntaxError) {
      return undefined
    }
    throw error
  }
}
