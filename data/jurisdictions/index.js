/* Reads the files beside it once, when they are first asked for. There is nothing here but the data. */
const { createHash } = require("node:crypto")
const { readFileSync, readdirSync } = require("node:fs")
const { join } = require("node:path")

const read = (name) => JSON.parse(readFileSync(join(__dirname, name), "utf8"))

const codes = readdirSync(__dirname)
  .filter((name) => /^[a-z]{2}\.json$/.test(name))
  .sort()

/** The same content has the same text, however its keys were ordered and its lines were broken. */
function canonical(value) {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(",")}]`
  }
  if (value && typeof value === "object") {
    const pairs = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
    return `{${pairs.join(",")}}`
  }
  return JSON.stringify(value)
}

const states = Object.fromEntries(codes.map((name) => [name.slice(0, 2).toUpperCase(), read(name)]))
const federal = read("federal.json")
const sources = read("sources.json")
const schema = read("jurisdiction.schema.json")
const { version: number, asOf } = read("package.json")
const hash = createHash("sha256").update(canonical({ federal, sources, states })).digest("hex")

module.exports = { states, federal, sources, schema, canonical, version: { number, as_of: asOf, hash } }
