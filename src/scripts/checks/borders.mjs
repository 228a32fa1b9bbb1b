import { existsSync, readdirSync, readFileSync } from "node:fs"
import { builtinModules } from "node:module"
import { join, relative, sep } from "node:path"
import ts from "typescript"
import { definition, importOf } from "./constants.mjs"
import { filesBelow, isCode, isSpec, moduleSpecifiers, owners, parse, place, walk } from "./source-tree.mjs"

/** Parts of Medusa under its commercial licence, as import paths and as file paths. */
const COMMERCIAL =
  /@medusajs\/(rbac|auth-oidc)|@medusajs\/medusa\/(rbac|auth-oidc)|core-flows\/(dist\/)?rbac|check-permissions|define-policies|api\/admin\/rbac/
const COMMERCIAL_FLAG = /^MEDUSA_FF_(RBAC|OIDC|AUTH_OIDC)/

/** What a file may not reach: other plugins, undeclared packages, Medusa's hooks, Medusa's commercial parts. */
export function borderProblems(root) {
  const facts = dataPackages(root)
  const problems = []
  for (const owner of owners(root)) {
    const paths = owner.isPlugin
      ? filesBelow(owner.folder).map((path) => join(owner.folder, path))
      : ["src", "integration-tests"].flatMap((part) =>
          filesBelow(join(root, part)).map((path) => join(root, part, path))
        )
    if (!owner.isPlugin && existsSync(join(root, "medusa-config.ts"))) {
      paths.push(join(root, "medusa-config.ts"))
    }
    for (const path of paths.filter(isCode)) {
      const source = parse(path)
      problems.push(...importProblems(owner, path, source, facts), ...flagProblems(owner, source))
      if (owner.name !== "core" && !isSpec(relative(root, path))) {
        problems.push(...hookProblems(owner, source))
      }
    }
  }
  return problems
}

function importProblems(owner, path, source, facts) {
  const { root } = owner
  const spec = isSpec(relative(root, path).split(sep).join("/"))
  const manifest = owner.isPlugin ? readManifest(owner.folder) : undefined
  return moduleSpecifiers(source).flatMap(({ specifier, node, typeOnly }) => {
    const at = place(root, node)
    if (COMMERCIAL.test(specifier)) {
      return [`${at}: "${specifier}" is under Medusa's commercial licence and must not be used`]
    }
    if (!owner.isPlugin) {
      return []
    }
    if (specifier.startsWith(".")) {
      return relativeProblems(owner, path, specifier, at, spec)
    }
    const name = specifier.match(/^(@[^/]+\/[^/]+|[^/]+)/)[0]
    if (name.startsWith("@rise-via/")) {
      const allowed =
        name === `@rise-via/${owner.name}` || facts.has(name) || (name === "@rise-via/core" && owner.name !== "core")
      return allowed ? [] : [`${at}: a plugin imports no other plugin than core, not "${specifier}"`]
    }
    if (spec || typeOnly || !manifest || specifier.startsWith("node:") || builtinModules.includes(specifier)) {
      return []
    }
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies }
    return declared[name] ? [] : [`${at}: "${name}" is not among the plugin's dependencies or peerDependencies`]
  })
}

/** Outside its folder a plugin's spec may use the store's test harness, and nothing else. */
function relativeProblems(owner, path, specifier, at, spec) {
  const target = relative(owner.root, join(path, "..", specifier))
    .split(sep)
    .join("/")
  const inside = `${target}/`.startsWith(`plugins/${owner.name}/`)
  const harness = spec && target.startsWith("integration-tests/support")
  return inside || harness ? [] : [`${at}: "${specifier}" leaves the plugin's folder`]
}

/** Medusa allows one handler a hook, so plugins go through core's onHook; their own workflows' hooks are theirs. */
function hookProblems(owner, source) {
  const problems = []
  walk(source, (node) => {
    if (!ts.isPropertyAccessExpression(node) || node.name.text !== "hooks") {
      return
    }
    const workflow = node.expression
    const from = ts.isIdentifier(workflow) ? importOf(workflow.text, source)?.module : undefined
    const isCalled =
      (ts.isPropertyAccessExpression(node.parent) || ts.isElementAccessExpression(node.parent)) &&
      ts.isCallExpression(node.parent.parent) &&
      node.parent.parent.expression === node.parent
    const made = ts.isIdentifier(workflow) ? definition(owner.root, workflow) : undefined
    const isOwn = made && made.getSourceFile().fileName.startsWith(owner.folder + sep)
    if (from?.startsWith("@medusajs/") || (isCalled && !isOwn)) {
      problems.push(
        `${place(owner.root, node)}: only core writes ".hooks."; use onHook or onContextHook of @rise-via/core`
      )
    }
  })
  return problems
}

/** The flags that would switch the commercial parts on, and the enum members that name them. */
function flagProblems(owner, source) {
  const problems = []
  const report = (node, what) =>
    problems.push(`${place(owner.root, node)}: ${what} belongs to Medusa's commercial part and must stay off`)
  walk(source, (node) => {
    if (ts.isPropertyAssignment(node) && /^(rbac|oidc|auth_oidc)$/i.test(node.name.getText().replace(/["'`]/g, ""))) {
      if (node.initializer.kind !== ts.SyntaxKind.FalseKeyword) {
        report(node, `the flag "${node.name.getText()}"`)
      }
    } else if (ts.isPropertyAccessExpression(node) && node.getText() === "Modules.RBAC") {
      report(node, "Modules.RBAC")
    } else if ((ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && COMMERCIAL_FLAG.test(node.text)) {
      report(node, node.text)
    } else if (ts.isPropertyAssignment(node) && node.name.getText() === "policies" && isRouteConfig(node.parent)) {
      report(node, `"policies" of a route`)
    }
  })
  return problems
}

const isRouteConfig = (object) => object.properties.some(({ name }) => name?.getText() === "matcher")

/** Packages of facts, which every plugin may import. */
function dataPackages(root) {
  const folder = join(root, "data")
  const names = existsSync(folder) ? readdirSync(folder).map((name) => readManifest(join(folder, name))?.name) : []
  return new Set(names.filter(Boolean))
}

function readManifest(folder) {
  const path = join(folder, "package.json")
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined
}
