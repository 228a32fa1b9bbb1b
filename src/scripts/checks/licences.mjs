import { join } from "node:path"
import { packageName, readJson } from "./manifests.mjs"

/** Permissive licences: using them asks for no more than keeping the notice. */
const ALLOWED = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "PostgreSQL",
  "Python-2.0",
  "Unlicense",
  "WTFPL",
  "Zlib",
])

const MEDUSA =
  "MIT except for its Enterprise Edition parts, which we neither enable nor import (the border check sees to it)"
const MEDUSA_ADMIN = "part of the MIT repository medusajs/medusa; its package.json names no licence"

/** What does not name an allowed licence, each looked at by a person. */
const EXCEPTIONS = {
  "@medusajs/admin-bundler": MEDUSA_ADMIN,
  "@medusajs/admin-sdk": MEDUSA_ADMIN,
  "@medusajs/admin-shared": MEDUSA_ADMIN,
  "@medusajs/admin-vite-plugin": MEDUSA_ADMIN,
  "@medusajs/core-flows": MEDUSA,
  "@medusajs/dashboard": MEDUSA,
  "@medusajs/framework": MEDUSA,
  "@medusajs/js-sdk": MEDUSA,
  "@medusajs/link-modules": MEDUSA,
  "@medusajs/medusa": MEDUSA,
  "@medusajs/types": MEDUSA,
  "@medusajs/utils": MEDUSA,
  "@medusajs/auth-oidc": "Medusa's commercial licence; comes with @medusajs/medusa and is never enabled or imported",
  "@medusajs/rbac": "Medusa's commercial licence; comes with @medusajs/medusa and is never enabled or imported",
  "caniuse-lite": "CC-BY-4.0: a table of browser facts, used while building, not part of what a shop serves",
  "png-js": "MIT by its LICENSE; its package.json names no licence. Comes with pdfkit",
  "connect-dynamodb": "MIT by its LICENSE.txt; its package.json names no licence. Not used: sessions live in Redis",
}

/** Every package that an installation for production gets, by the lockfile. */
export function checkLicences(root) {
  const { packages } = readJson(join(root, "package-lock.json"))
  const used = new Set()
  const problems = []
  let count = 0
  for (const [path, entry] of Object.entries(packages)) {
    if (!path.includes("node_modules/") || entry.dev || entry.link) {
      continue
    }
    count++
    const name = packageName(path)
    const licence = entry.license ?? installedLicence(root, path)
    if (isAllowed(licence)) {
      continue
    }
    if (EXCEPTIONS[name]) {
      used.add(name)
    } else {
      problems.push(`${path}: licence ${licence ? `"${licence}"` : "unknown"} is not on the list of permissive ones`)
    }
  }
  const idle = Object.keys(EXCEPTIONS).filter((name) => !used.has(name))
  problems.push(...idle.map((name) => `the exception for ${name} is no longer needed`))
  return { problems, summary: `${count} packages` }
}

/** Old packages write `licenses: [{ type }]`, which npm does not put into the lockfile. */
function installedLicence(root, path) {
  const { license, licenses } = readJson(join(root, path, "package.json")) ?? {}
  const named = license?.type ?? license ?? licenses?.map(({ type }) => type).join(" AND ")
  return named || undefined
}

/** SPDX expressions: one side of OR is enough, AND needs both. */
export function isAllowed(expression) {
  const text = expression?.trim().replace(/^\((.*)\)$/, "$1") ?? ""
  if (text.includes(" OR ")) {
    return text.split(" OR ").some(isAllowed)
  }
  if (text.includes(" AND ")) {
    return text.split(" AND ").every(isAllowed)
  }
  return ALLOWED.has(text)
}
