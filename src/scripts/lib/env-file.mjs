import { randomBytes } from "node:crypto"
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { parseEnv } from "node:util"
import { root } from "./project.mjs"

const HEADER = `# Made by the first "npm start" of this copy. Keep it to yourself: it is git-ignored and holds secrets.
# Every variable that can be set is explained in .env.template.
`

const secret = () => randomBytes(32).toString("hex")

/** What every store needs from its first start. Plugins name theirs in their `env.ts` (`generated: true`). */
export const ownVariables = [
  { name: "JWT_SECRET", make: secret },
  { name: "COOKIE_SECRET", make: secret },
  { name: "AUDIT_KEY", make: secret },
  { name: "ADMIN_EMAIL", make: () => "admin@rise-via.test" },
  { name: "ADMIN_PASSWORD", make: () => randomBytes(9).toString("base64url") },
]

const read = (path) => (existsSync(path) ? readFileSync(path, "utf8") : "")

/** The variables of `.env` under those of the environment, which win. */
export function loadEnv(env = process.env, path = join(root, ".env")) {
  const merged = { ...parseEnv(read(path)) }
  for (const [name, value] of Object.entries(env)) {
    // An empty variable in the environment is taken as not set, like everywhere else in these scripts.
    if (value !== undefined && (value !== "" || !(name in merged))) merged[name] = value
  }
  return merged
}

/**
 * Makes up what is missing and keeps it in `.env` (only the owner may read it). What the file or the environment
 * already has is never changed; a name that stands there without a value gets one in its place.
 *
 * @returns the names that were added
 */
export function completeEnvFile(variables, { env = process.env, path = join(root, ".env") } = {}) {
  let text = read(path)
  const known = parseEnv(text)
  const names = variables.map(({ name }) => name)
  // A plugin may name a variable that every store has; the first one says how it is made.
  const missing = variables.filter(({ name }, n) => !known[name] && !env[name] && names.indexOf(name) === n)
  if (missing.length) {
    if (!text) text = HEADER
    else if (!text.endsWith("\n")) text += "\n"
    for (const { name, make = secret } of missing) {
      const line = `${name}=${make()}`
      const empty = new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=.*$`, "m")
      text = name in known ? text.replace(empty, () => line) : `${text}${line}\n`
    }
    // Written beside and moved: a crash half-way must not cost the keys that the database depends on.
    const draft = `${path}.${process.pid}.tmp`
    writeFileSync(draft, text, { mode: 0o600 })
    renameSync(draft, path)
  }
  if (existsSync(path)) chmodSync(path, 0o600)
  return missing.map(({ name }) => name)
}
