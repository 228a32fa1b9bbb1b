import { existsSync, statSync } from "node:fs"
import { builtinModules } from "node:module"
import { dirname, join, relative, sep } from "node:path"
import { publint } from "publint"
import { formatMessage } from "publint/utils"
import { filesBelow } from "../lib/hashing.mjs"
import { moduleSpecifiers, parse } from "../checks/source-tree.mjs"

/** Names that a declaration may hold although the package does not ask for them, each looked at by a person. */
const TYPES_ONLY = {
  "@medusajs/types": "TypeScript writes it for what @medusajs/framework/types hands on; every framework brings it",
}
/** What publint says and is meant so. */
const PUBLINT = {}

/** Entries that exist, declarations beside them, and no import of a package that an installation need not have. */
export async function checkImports({ name, manifest, unpacked }) {
  const { messages } = await publint({ pkgDir: unpacked, strict: true, pack: false })
  const problems = [
    ...messages
      .filter(({ code }) => !PUBLINT[code])
      .map((message) => formatMessage(message, manifest, { color: false })),
    ...entries(manifest, unpacked),
    ...specifiers(manifest, unpacked),
  ]
  return [...new Set(problems)].map((problem) => `${name}: ${problem}`)
}

const isFile = (path) => existsSync(path) && statSync(path).isFile()

/** `exports`, `main` and `types`, with `*` filled in by what is there. */
function entries({ exports = {}, main, types }, unpacked) {
  const targets = [...Object.entries(exports).flatMap(([entry, value]) => targetsOf(value).map((to) => [entry, to]))]
  const paths = filesBelow(unpacked).map((path) => `./${relative(unpacked, path).split(sep).join("/")}`)
  const found = targets.flatMap(([entry, target]) => {
    const matches = paths.filter((path) => patternOf(target).test(path))
    if (!matches.length) {
      return [`"exports" leads ${entry} to ${target}, where nothing is`]
    }
    // The admin is bundled for Medusa's own build, and nobody types against it.
    return entry === "./admin"
      ? []
      : matches
          .filter((path) => /\.[cm]?js$/.test(path))
          .filter((path) => !isFile(join(unpacked, path.replace(/\.([cm]?)js$/, ".d.$1ts"))))
          .map((path) => `${entry}: no declarations beside ${path}`)
  })
  const fields = Object.entries({ main, types }).filter(([, target]) => target && !isFile(join(unpacked, target)))
  return [...found, ...fields.map(([field, target]) => `"${field}" leads to ${target}, where nothing is`)]
}

const targetsOf = (value) => (typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(targetsOf))

const patternOf = (target) => new RegExp(`^${target.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace("*", "[^/]+")}$`)

function specifiers({ name, dependencies = {}, peerDependencies = {} }, unpacked) {
  const known = new Set([name, ...Object.keys(dependencies), ...Object.keys(peerDependencies)])
  return filesBelow(unpacked)
    .filter((path) => /\.([cm]?js|d\.[cm]?ts)$/.test(path))
    .flatMap((path) => {
      const isTypes = /\.d\.[cm]?ts$/.test(path)
      const file = relative(unpacked, path).split(sep).join("/")
      return moduleSpecifiers(parse(path)).flatMap(({ specifier }) => {
        if (specifier.startsWith(".")) {
          return resolves(join(dirname(path), specifier), isTypes)
            ? []
            : [`${file} imports ${specifier}, which is not in the tarball`]
        }
        const wanted = specifier
          .split("/")
          .slice(0, specifier.startsWith("@") ? 2 : 1)
          .join("/")
        const isKnown = known.has(wanted) || specifier.startsWith("node:") || builtinModules.includes(wanted)
        return isKnown || (isTypes && TYPES_ONLY[wanted])
          ? []
          : [`${file} imports ${wanted}, which is neither a dependency nor a peer`]
      })
    })
}

function resolves(path, isTypes) {
  const endings = isTypes ? [".d.ts", "/index.d.ts"] : [".js", ".cjs", ".mjs", ".json", "/index.js"]
  const bare = path.replace(/\.[cm]?js$/, "")
  return isFile(path) || endings.some((ending) => isFile(path + ending) || isFile(bare + ending))
}
