import { readFileSync } from "node:fs"
import { basename, join } from "node:path"
import ts from "typescript"
import { bare, constantText, definition, importOf, property } from "./constants.mjs"
import { filesBelow, isCode, isSpec, parse, place, walk } from "./source-tree.mjs"

const HTTP_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"]

/** core's registries: which argument holds the name, and under which key of it. They are loud at boot, but late. */
const REGISTRIES = {
  registerGate: { kind: "gate", argument: 1, key: "name" },
  registerRecovery: { kind: "recovery", argument: 0, key: "name" },
  registerOutboxHandler: { kind: "outbox topic", argument: 0 },
  registerInboxSource: { kind: "inbox path", argument: 0, key: "path" },
  registerOutboundService: { kind: "outbound service", argument: 0 },
  registerPersonalData: { kind: "personal data source", argument: 0, key: "name" },
  declareNotification: { kind: "notification template", argument: 0, key: "template" },
}

/**
 * All global names that one owner (the store or a plugin) claims: `{ kind, name, owner, at }`. A name that must be
 * known and cannot be read from the source is a problem, and so is a folder that ought to claim some and claims none.
 */
export function namesOf(owner) {
  const claims = []
  const problems = []
  const claim = (kind, name, at) => claims.push({ kind, name, owner, at })
  const unread = (what, node) =>
    problems.push(
      `${place(owner.root, node)}: the ${what} cannot be read; write it as a literal or an exported constant`
    )

  const files = filesBelow(owner.src).filter((path) => !isSpec(path) && !/^(scripts|sandbox)\//.test(path))
  const code = files.filter((path) => isCode(path) && !path.startsWith("admin/"))
  for (const path of code) {
    const source = parse(join(owner.src, path))
    namesInFile({ owner, path, source, claim, unread, problems })
  }
  for (const path of files.filter((path) => /^admin\/routes\/(.*\/)?page\.[jt]sx$/.test(path))) {
    const page = path.replace(/^admin\/routes/, "").replace(/\/page\.[jt]sx$/, "")
    claim("admin page", page.replace(/\/\[[^\]]+\]/g, "/:id") || "/", join("src", path))
  }
  const tables = new Set(claims.filter(({ kind }) => kind === "table").map(({ name }) => name))
  for (const { name, at } of tablesOfMigrations(owner, files).filter(({ name }) => !tables.has(name))) {
    tables.add(name)
    claim("table", name, at)
  }
  problems.push(...silentFolders(owner, code, claims))
  return { claims: eventsOnce(claims), problems }
}

function namesInFile(file) {
  const { owner, path, source, claim, unread } = file
  const text = (node) => constantText(owner.root, node)
  const required = (kind, node, fallback) => {
    const name = node && text(node)
    return name === undefined ? unread(`${kind} name`, node ?? fallback) : claim(kind, name, place(owner.root, node))
  }

  walk(source, (node) => {
    if (ts.isCallExpression(node)) {
      namesInCall({ ...file, text, required }, node)
    }
    if (ts.isClassDeclaration(node) && node.name && path.includes("/migrations/")) {
      claim("migration", node.name.text, place(owner.root, node))
    }
    if (ts.isPropertyDeclaration(node) && node.name.getText() === "identifier" && path.startsWith("providers/")) {
      required("provider", node.initializer, node)
    }
    if (ts.isVariableDeclaration(node) && /Events$/.test(node.name.getText()) && isExported(node)) {
      const object = bare(node.initializer)
      for (const entry of object && ts.isObjectLiteralExpression(object) ? object.properties : []) {
        required("event", ts.isPropertyAssignment(entry) ? entry.initializer : undefined, entry)
      }
    }
  })

  if (/^(jobs|subscribers)\/[^/]+\.[jt]s$/.test(path) && basename(path) !== "index.ts") {
    handlerName(file, required)
  }
  if (/^api\/.*route\.[jt]s$/.test(path)) {
    const url = path
      .replace(/^api/, "")
      .replace(/\/route\.[jt]s$/, "")
      .replace(/\[[^\]]+\]/g, ":id")
    for (const { name, node } of exportedNames(source).filter(({ name }) => HTTP_METHODS.includes(name))) {
      claim("route", `${name} ${url}`, place(owner.root, node))
    }
  }
}

function namesInCall({ owner, path, claim, text, required }, node) {
  const called = calledName(node)
  const [first] = node.arguments

  if (called === "createWorkflow" || called === "createStep") {
    const object = first && definition(owner.root, first)
    const id = object && ts.isObjectLiteralExpression(object) ? property(owner.root, object, "name") : first
    required(called === "createWorkflow" ? "workflow" : "step", id, node)
  }
  if (called === "Module" && /^modules\/[^/]+\/index\.[jt]s$/.test(path)) {
    required("module", first, node)
  }
  if (called === "define" && /(^|\/)models\//.test(path) && ts.isPropertyAccessExpression(node.expression) && first) {
    const object = definition(owner.root, first)
    const isObject = object && ts.isObjectLiteralExpression(object)
    const name = isObject ? property(owner.root, object, "name") : first
    required("entity", name, node)
    required("table", (isObject && property(owner.root, object, "tableName")) || name, node)
  }
  if (called === "id" && first && ts.isPropertyAccessExpression(node.expression)) {
    const prefix = property(owner.root, first, "prefix")
    if (prefix) {
      required("id prefix", prefix, node)
    }
  }
  if (called === "emitEventStep" && first) {
    emitted({ owner, claim, text }, property(owner.root, first, "eventName"))
  }
  if (called === "emit" && first) {
    for (const message of ts.isArrayLiteralExpression(bare(first)) ? bare(first).elements : [first]) {
      emitted(
        { owner, claim, text },
        ts.isObjectLiteralExpression(bare(message)) && property(owner.root, message, "name")
      )
    }
  }
  if (called === "defineMiddlewares" && first && property(owner.root, first, "errorHandler")) {
    claim("error handler", "errorHandler", place(owner.root, node))
  }
  if (called === "declarePermissions" && first) {
    const list = definition(owner.root, first)
    for (const element of list && ts.isArrayLiteralExpression(list) ? list.elements : []) {
      const key = property(owner.root, element, "key")
      claim("permission", (key && text(key)) ?? element.getText(), place(owner.root, element))
    }
  }
  const registry = REGISTRIES[called]
  const argument = registry && node.arguments[registry.argument]
  if (argument) {
    const value = registry.key ? property(owner.root, argument, registry.key) : argument
    const name = value && text(value)
    if (name !== undefined) {
      claim(registry.kind, name, place(owner.root, node))
    }
  }
  hookCall({ owner, claim }, node)
}

/** `someWorkflow.hooks.validate(…)`: at most one in the whole workspace. */
function hookCall({ owner, claim }, node) {
  const access = node.expression
  const isMember = ts.isPropertyAccessExpression(access) || ts.isElementAccessExpression(access)
  if (!isMember || !ts.isPropertyAccessExpression(access.expression) || access.expression.name.text !== "hooks") {
    return
  }
  const hook = ts.isPropertyAccessExpression(access)
    ? access.name.text
    : constantText(owner.root, access.argumentExpression)
  const workflow = access.expression.expression.getText()
  if (hook !== undefined && /Workflow$/.test(workflow)) {
    claim("hook", `${workflow}.${hook}`, place(owner.root, node))
  }
}

/** An event that is emitted by its text and not by a member of a declared `…Events` object. */
function emitted({ owner, claim, text }, node) {
  const name = node ? text(node) : undefined
  if (name !== undefined && !isDeclaredEvent(node)) {
    claim("event", name, place(owner.root, node))
  }
}

function isDeclaredEvent(node) {
  for (let above = node; above; above = above.parent) {
    if (ts.isVariableDeclaration(above)) {
      return /Events$/.test(above.name.getText())
    }
  }
  return false
}

/** Emitting an event twice is no clash; declaring it twice, or in two owners, is. */
function eventsOnce(claims) {
  const seen = new Set()
  return claims.filter(({ kind, name, at }) => {
    const key = kind === "event" ? `${name} ${at}` : undefined
    return !key || (!seen.has(key) && seen.add(key))
  })
}

/** `name` of a job's config, `context.subscriberId` of a subscriber's. */
function handlerName({ owner, path, source, unread }, required) {
  const config = exportedNames(source).find(({ name }) => name === "config")?.node
  const object = config && ts.isVariableDeclaration(config) ? config.initializer : undefined
  if (path.startsWith("jobs/")) {
    return object
      ? required("job", property(owner.root, object, "name"), object)
      : unread("job's exported config", source.statements[0] ?? source)
  }
  const context = object && property(owner.root, object, "context")
  const id = context && property(owner.root, context, "subscriberId")
  return id
    ? required("subscriber", id, object)
    : unread("explicit config.context.subscriberId", object ?? source.statements[0] ?? source)
}

function exportedNames(source) {
  return source.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)) {
      return statement.exportClause.elements.map((element) => ({ name: element.name.text, node: element }))
    }
    if (!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) {
      return []
    }
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map((node) => ({ name: node.name.getText(), node }))
    }
    return statement.name ? [{ name: statement.name.text, node: statement }] : []
  })
}

const isExported = (declaration) =>
  Boolean(declaration.parent?.parent?.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))

/** The function's own name, also when it was imported under another one. */
function calledName({ expression }) {
  if (ts.isPropertyAccessExpression(expression)) {
    return expression.name.text
  }
  if (!ts.isIdentifier(expression)) {
    return undefined
  }
  const found = importOf(expression.text, expression.getSourceFile())
  return found && !["default", "*"].includes(found.name) ? found.name : expression.text
}

/** Tables that no model names: link tables of relations, and what hand-written migrations create. */
function tablesOfMigrations(owner, files) {
  return files
    .filter((path) => path.includes("/migrations/"))
    .flatMap((path) => {
      const text = readFileSync(join(owner.src, path), "utf8")
      const at = join("src", path)
      if (path.endsWith(".json")) {
        return (JSON.parse(text).tables ?? []).map(({ name }) => ({ name, at }))
      }
      const created = text.matchAll(/create\s+table\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?(?!\s+partition\s+of)/gi)
      return [...created].map(([, name]) => ({ name, at }))
    })
}

/** A checker that sees nothing where something must be would pass everything: say so instead. */
function silentFolders(owner, code, claims) {
  const has = (kind) => claims.some((claim) => claim.kind === kind)
  const ought = [
    [
      "workflow",
      "src/workflows",
      (path) => /^workflows\//.test(path) && !/^workflows\/(hooks|steps)\/|(^|\/)index\.ts$/.test(path),
    ],
    ["step", "src/workflows/steps", (path) => /^workflows\/(.*\/)?steps\//.test(path) && !path.endsWith("/index.ts")],
    ["job", "src/jobs", (path) => path.startsWith("jobs/")],
    ["subscriber", "src/subscribers", (path) => path.startsWith("subscribers/")],
    ["module", "src/modules", (path) => path.startsWith("modules/")],
    ["table", "src/modules/*/models", (path) => /^modules\/[^/]+\/models\//.test(path)],
    ["route", "src/api", (path) => /^api\/.*\/route\.[jt]s$/.test(path)],
  ]
  return ought
    .filter(([kind, , matches]) => code.some(matches) && !has(kind))
    .map(
      ([kind, folder]) => `${owner.name}: ${folder} has files but yields no ${kind} name; the checker cannot see them`
    )
}
