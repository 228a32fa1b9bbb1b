import { checkCollisions } from "./collisions.mjs"
import { checkDocuments } from "./documents.mjs"
import { checkEnvTemplate } from "./env-template.mjs"
import { checkLicences } from "./licences.mjs"
import { checkPackages } from "./packages.mjs"
import { checkFormat, checkLint, checkTypes } from "./tools.mjs"

/**
 * Every check answers `{ problems, summary }`: a line for each problem, and what was looked at. The first ones are
 * separate processes and take longest, so they come first and the others run beside them.
 */
export const checks = [
  { name: "types", title: "Types", run: checkTypes },
  { name: "lint", title: "ESLint", run: checkLint },
  { name: "format", title: "Prettier", run: checkFormat },
  { name: "collisions", title: "Names and borders of the plugins", run: async (root) => checkCollisions(root) },
  { name: "env", title: "Environment variables", run: checkEnvTemplate },
  { name: "packages", title: "Packages ready to publish", run: async (root) => checkPackages(root) },
  { name: "licences", title: "Licences of what we build on", run: async (root) => checkLicences(root) },
  { name: "documents", title: "Documents", run: async (root) => checkDocuments(root) },
]
