import { readFileSync } from "node:fs"
import { join } from "node:path"
import { borderProblems } from "./borders.mjs"
import { medusaNames } from "./medusa-names.mjs"
import { namesOf } from "./names.mjs"
import { owners } from "./source-tree.mjs"

const OVERRIDES_CORE = /@overrides-core\s+\S+/

/** Outside services: a table of one plugin that starts with such a name is not generic. */
const SERVICES = "posabit|aeropay|hypur|metrc|ccrs"

/** How a name shows whose it is. `prefix` is the snake_case plugin name, `kebab` the same with dashes. */
const SHAPES = {
  module: { pattern: (prefix) => new RegExp(`^${prefix}(_[a-z0-9_]+)?$`), example: (prefix) => `${prefix}_…` },
  table: {
    pattern: (prefix) => new RegExp(`^(${prefix}|(${SERVICES})_[a-z0-9]+)(_[a-z0-9_]+)?$`),
    example: (prefix) => `${prefix}_…`,
  },
  workflow: { pattern: (prefix, kebab) => new RegExp(`^${kebab}-[a-z0-9-]+$`), example: (_, kebab) => `${kebab}-…` },
  // With a dash: Medusa makes a step of each job, and its orchestrator takes a dot in the id of a step for the next step.
  job: { pattern: (prefix, kebab) => new RegExp(`^${kebab}-[a-z0-9-]+$`), example: (_, kebab) => `${kebab}-…` },
  step: { isOwn: false, pattern: () => /^[a-z][a-z0-9-]*$/, example: () => "small letters and dashes, no dot" },
  subscriber: {
    pattern: (prefix, kebab) => new RegExp(`^${kebab}\\.[a-z0-9-]+$`),
    example: (_, kebab) => `${kebab}.…`,
  },
  event: {
    pattern: (prefix, kebab) => new RegExp(`^(${kebab}|${prefix})\\.[a-z0-9_]+$`),
    example: (_, kebab) => `${kebab}.<noun>_<past participle>`,
  },
  "notification template": {
    pattern: (prefix, kebab) => new RegExp(`^${kebab}-[a-z0-9-]+$`),
    example: (_, kebab) => `${kebab}-…`,
  },
  "id prefix": { isOwn: false, pattern: () => /^[a-z]{3,6}$/, example: () => "three to six small letters" },
}

/** Names that must be one in the whole workspace, whose plugin must be seen in them, and which Medusa has already. */
export function checkCollisions(root) {
  const all = owners(root).map(namesOf)
  const claims = all.flatMap((one) => one.claims)
  const problems = [
    ...all.flatMap((one) => one.problems),
    ...duplicates(claims),
    ...claims.flatMap(misnamed),
    ...takenFromMedusa(root, claims),
    ...claims
      .filter(({ kind, owner }) => kind === "error handler" && owner.name !== "core")
      .map(({ at }) => `${at}: only core exports an errorHandler; a second one replaces it without a word`),
    ...borderProblems(root),
  ]
  return { problems: [...new Set(problems)], summary: `${claims.length} names` }
}

function duplicates(claims) {
  const byName = new Map()
  for (const claim of claims) {
    const key = `${claim.kind} "${claim.name}"`
    byName.set(key, [...(byName.get(key) ?? []), claim.at])
  }
  return [...byName]
    .filter(([, places]) => places.length > 1)
    .map(([key, places]) => `${key} is claimed ${places.length} times: ${places.join(", ")}`)
}

function misnamed({ kind, name, owner, at }) {
  const shape = SHAPES[kind]
  if (!shape || !owner.isPlugin) {
    return []
  }
  const kebabs = owner.prefixes.map((prefix) => [prefix, prefix.replace(/_/g, "-")])
  if (kebabs.some(([prefix, kebab]) => shape.pattern(prefix, kebab).test(name))) {
    return []
  }
  const wrong = shape.isOwn === false ? "is not written well" : `does not show that it is ${owner.name}'s`
  return [`${at}: ${kind} "${name}" ${wrong}, e.g. ${shape.example(...kebabs[0])}`]
}

function takenFromMedusa(root, claims) {
  const taken = medusaNames(root)
  return claims.flatMap(({ kind, name, at }) => {
    const from = taken.get(`${kind} ${name}`)
    if (!from || (kind === "route" && explainsOverride(root, at))) {
      return []
    }
    const remedy = kind === "route" ? `; if that is meant, say "@overrides-core <why>" in the file` : ""
    return [`${at}: ${kind} "${name}" belongs to ${from} and would be replaced without a word${remedy}`]
  })
}

const explainsOverride = (root, at) => OVERRIDES_CORE.test(readFileSync(join(root, at.replace(/:\d+$/, "")), "utf8"))
