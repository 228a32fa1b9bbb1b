/*
 * Loaded before anything else in every process of a merchant's application under test. That application lies inside the
 * repository, so that Node finds Medusa in the repository's packages; the links there to our own sources must not
 * answer for packages that the merchant has not installed. What they would answer does not exist here, and whatever of
 * the repository's plugins is loaded all the same is written down.
 */
const { appendFileSync } = require("node:fs")
const Module = require("node:module")
const { join, sep } = require("node:path")

const merchant = process.cwd() + sep
const repositoryPlugins = join(__dirname, "../../../plugins") + sep
const resolveFilename = Module._resolveFilename

Module._resolveFilename = function (request, ...rest) {
  const found = resolveFilename.call(this, request, ...rest)
  if (request.startsWith("@rise-via/") && !found.startsWith(merchant)) {
    throw Object.assign(new Error(`Cannot find module '${request}'`), { code: "MODULE_NOT_FOUND" })
  }
  return found
}

process.on("exit", () => {
  const loaded = Object.keys(require.cache)
  // What npm has put beside a plugin's sources stands for what it would put beside the installed package.
  const foreign = loaded.filter(
    (path) => path.startsWith(repositoryPlugins) && !/^[^/]+\/node_modules\//.test(path.slice(repositoryPlugins.length))
  )
  const own = loaded.filter((path) => path.startsWith(join(merchant, "node_modules", "@rise-via")))
  appendFileSync(join(merchant, "loaded.jsonl"), `${JSON.stringify({ foreign, own: own.length })}\n`)
})
