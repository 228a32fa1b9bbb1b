import ts from "typescript"
import { parse, resolveModule } from "./source-tree.mjs"

const MAX_HOPS = 20

/**
 * What an expression stands for, as far as it can be read without running anything: follows constants, imports
 * across files, re-exports, members of constant objects and enums. Undefined when it cannot be known.
 */
export function definition(root, expression, hops = 0) {
  const node = bare(expression)
  if (!node || hops > MAX_HOPS) {
    return undefined
  }
  if (ts.isIdentifier(node)) {
    return lookUp(root, node.text, node.getSourceFile(), hops)
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const key = ts.isPropertyAccessExpression(node)
      ? node.name.text
      : constantText(root, node.argumentExpression, hops + 1)
    const owner = definition(root, node.expression, hops + 1)
    return owner && key !== undefined ? member(root, owner, key, hops) : undefined
  }
  return node
}

/** The text an expression has at run time, or undefined when it is not constant. */
export function constantText(root, expression, hops = 0) {
  const node = definition(root, expression, hops)
  if (!node || hops > MAX_HOPS) {
    return undefined
  }
  if (ts.isStringLiteralLike(node)) {
    return node.text
  }
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.map((span) => [constantText(root, span.expression, hops + 1), span.literal.text])
    return parts.some(([value]) => value === undefined) ? undefined : node.head.text + parts.flat().join("")
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const sides = [node.left, node.right].map((side) => constantText(root, side, hops + 1))
    return sides.includes(undefined) ? undefined : sides.join("")
  }
  return undefined
}

/** The initialiser of `key` in an object literal, following constants and spreads. */
export function property(root, expression, key) {
  const object = definition(root, expression)
  return object ? member(root, object, key, 0) : undefined
}

/** Without parentheses and type decoration. */
export function bare(node) {
  while (
    node &&
    (ts.isAsExpression(node) ||
      ts.isSatisfiesExpression(node) ||
      ts.isParenthesizedExpression(node) ||
      ts.isNonNullExpression(node))
  ) {
    node = node.expression
  }
  return node
}

/** The module and exported name behind an identifier that was imported, following no files. */
export function importOf(name, source) {
  for (const statement of source.statements) {
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined
    const module = clause && statement.moduleSpecifier.text
    if (clause?.name?.text === name) {
      return { module, name: "default" }
    }
    if (
      clause?.namedBindings &&
      ts.isNamespaceImport(clause.namedBindings) &&
      clause.namedBindings.name.text === name
    ) {
      return { module, name: "*" }
    }
    if (clause?.namedBindings && ts.isNamedImports(clause.namedBindings)) {
      const element = clause.namedBindings.elements.find((candidate) => candidate.name.text === name)
      if (element) {
        return { module, name: (element.propertyName ?? element.name).text }
      }
    }
  }
  return undefined
}

function member(root, object, key, hops) {
  if (ts.isObjectLiteralExpression(object)) {
    // From the back: the last one wins, as at run time.
    for (const entry of [...object.properties].reverse()) {
      if (ts.isSpreadAssignment(entry)) {
        const spread = definition(root, entry.expression, hops + 1)
        const found = spread && member(root, spread, key, hops + 1)
        if (found) {
          return found
        }
      } else if (entry.name && nameText(entry.name) === key) {
        return ts.isShorthandPropertyAssignment(entry)
          ? lookUp(root, entry.name.text, entry.getSourceFile(), hops + 1)
          : ts.isPropertyAssignment(entry)
            ? definition(root, entry.initializer, hops + 1)
            : entry
      }
    }
  }
  if (ts.isEnumDeclaration(object)) {
    return object.members.find((candidate) => nameText(candidate.name) === key)?.initializer
  }
  if (ts.isSourceFile(object)) {
    return exported(root, key, object, hops + 1)
  }
  return undefined
}

const nameText = (name) => (ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined)

function lookUp(root, name, source, hops) {
  return declared(root, name, source, hops) ?? imported(root, name, source, hops)
}

function imported(root, name, source, hops) {
  const found = importOf(name, source)
  const file = found && resolveModule(root, found.module, source.fileName)
  if (!file || !/\.[cm]?[jt]sx?$/.test(file)) {
    return undefined
  }
  return found.name === "*" ? parse(file) : exported(root, found.name, parse(file), hops + 1)
}

/** A constant or enum of that name, in any scope of the file. */
function declared(root, name, source, hops) {
  let found
  const visit = (node) => {
    if (found) {
      return
    }
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === name && node.initializer) {
      found = definition(root, node.initializer, hops + 1) ?? node.initializer
    } else if (ts.isEnumDeclaration(node) && node.name.text === name) {
      found = node
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function exported(root, name, source, hops) {
  if (hops > MAX_HOPS) {
    return undefined
  }
  for (const statement of source.statements) {
    if (name === "default" && ts.isExportAssignment(statement)) {
      return definition(root, statement.expression, hops + 1)
    }
    if (!ts.isExportDeclaration(statement)) {
      continue
    }
    const file = statement.moduleSpecifier && resolveModule(root, statement.moduleSpecifier.text, source.fileName)
    if (!statement.exportClause) {
      const found = file && exported(root, name, parse(file), hops + 1)
      if (found) {
        return found
      }
    } else if (ts.isNamedExports(statement.exportClause)) {
      const element = statement.exportClause.elements.find((candidate) => candidate.name.text === name)
      const original = element && (element.propertyName ?? element.name).text
      if (original && statement.moduleSpecifier) {
        return file && exported(root, original, parse(file), hops + 1)
      }
      if (original) {
        return lookUp(root, original, source, hops + 1)
      }
    }
  }
  return declared(root, name, source, hops)
}
