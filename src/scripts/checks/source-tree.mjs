import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { dirname, join, relative, sep } from "node:path"
import ts from "typescript"

const SKIPPED_FOLDERS = new Set(["node_modules", ".medusa", ".rise-via", ".git", "dist", "coverage"])
const EXTENSIONS = ["", ".ts", ".tsx", ".mjs", "/index.ts", "/index.tsx", "/index.mjs"]

/** Every file below `folder`, with `/` as separator and relative to it; missing folders have none. */
export function filesBelow(folder) {
  if (!existsSync(folder)) {
    return []
  }
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) {
      return SKIPPED_FOLDERS.has(entry.name)
        ? []
        : filesBelow(join(folder, entry.name)).map((below) => `${entry.name}/${below}`)
    }
    return [entry.name]
  })
}

export const isSpec = (path) => /(^|\/)__tests__\/|\.(spec|test)\.[cm]?[jt]sx?$|(^|\/)integration-tests\//.test(path)

export const isCode = (path) => /\.[cm]?[jt]sx?$/.test(path) && !path.endsWith(".d.ts")

const parsed = new Map()

/** The syntax tree of a file, parsed once. */
export function parse(path) {
  const { mtimeMs } = statSync(path)
  const known = parsed.get(path)
  if (known?.mtimeMs === mtimeMs) {
    return known.source
  }
  const kind = /x$/.test(path) ? ts.ScriptKind.TSX : /\.[cm]?js$/.test(path) ? ts.ScriptKind.JS : ts.ScriptKind.TS
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true, kind)
  parsed.set(path, { mtimeMs, source })
  return source
}

/**
 * The store (`src/`) and the plugins (`plugins/*`): who may claim a name. `prefixes` are the snake_case beginnings
 * that say a name is this owner's; the store is not a plugin and has none.
 */
export function owners(root) {
  const folder = join(root, "plugins")
  const plugins = existsSync(folder)
    ? readdirSync(folder).filter(
        (name) => existsSync(join(folder, name, "package.json")) || existsSync(join(folder, name, "src"))
      )
    : []
  return [
    { name: "store", isPlugin: false, folder: root, prefixes: [] },
    ...plugins
      .sort(coreFirst)
      .map((name) => ({ name, isPlugin: true, folder: join(folder, name), prefixes: prefixesOf(name) })),
  ].map((owner) => ({ ...owner, root, src: join(owner.folder, "src") }))
}

const coreFirst = (a, b) => Number(b === "core") - Number(a === "core") || a.localeCompare(b)

/** `payments` may also say `payment_…`, as the naming rules ask for singular modules and tables. */
function prefixesOf(plugin) {
  const snake = plugin.replace(/-/g, "_")
  return snake.endsWith("s") ? [snake, snake.replace(/s$/, "")] : [snake]
}

/** `plugins/core/src/index.ts:12`, for messages. */
export function place(root, node, source = node.getSourceFile()) {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
  return `${relative(root, source.fileName).split(sep).join("/")}:${line + 1}`
}

/** Calls `visit` for a node and all below it. */
export function walk(node, visit) {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

/** Every module that a file names: imports, re-exports, `require`, `import()`, `import type`. */
export function moduleSpecifiers(source) {
  const found = []
  const add = (node, typeOnly = false) => {
    if (node && ts.isStringLiteralLike(node)) {
      found.push({ specifier: node.text, node, typeOnly })
    }
  }
  walk(source, (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, Boolean(node.importClause?.isTypeOnly))
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly)
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node.moduleReference.expression)
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true)
    } else if (ts.isCallExpression(node) && isLoadingCall(node)) {
      add(node.arguments[0])
    }
  })
  return found
}

function isLoadingCall({ expression }) {
  if (expression.kind === ts.SyntaxKind.ImportKeyword) {
    return true
  }
  const text = ts.isIdentifier(expression) || ts.isPropertyAccessExpression(expression) ? expression.getText() : ""
  return ["require", "require.resolve", "jest.mock", "jest.requireActual"].includes(text)
}

/** The file behind a relative import or one of the workspace's own packages; undefined for npm packages. */
export function resolveModule(root, specifier, fromFile) {
  if (specifier.startsWith(".")) {
    return (
      existingFile(join(dirname(fromFile), specifier.replace(/\.js$/, ""))) ??
      existingFile(join(dirname(fromFile), specifier))
    )
  }
  const [, plugin, below = ""] = specifier.match(/^@rise-via\/([^/]+)\/?(.*)$/) ?? []
  return plugin && existingFile(join(root, "plugins", plugin, "src", below))
}

function existingFile(path) {
  return EXTENSIONS.map((extension) => path + extension).find((file) => existsSync(file) && statSync(file).isFile())
}
