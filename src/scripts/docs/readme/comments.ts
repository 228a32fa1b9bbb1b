import { readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import ts from "typescript"

export type Comment = {
  /** The sentences, on one line. */
  text: string
  /** What `@default` says, where a value comes from elsewhere than the schema (an environment variable). */
  fallback?: string
}

type Comments = Map<string, Comment>

/**
 * The JSDoc comments of an object literal by property, dotted for objects inside: of `z.strictObject({ … })` in a chain
 * of calls, of a plain object, and of a variable that a property leads to, in the same file or imported from beside it.
 */
export function commentsOf(file: string, variable: string): Comments {
  const comments: Comments = new Map()
  collect(parse(file), variable, "", comments)
  return comments
}

const parse = (file: string) => ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true)

function collect(source: ts.SourceFile, variable: string, prefix: string, comments: Comments) {
  const imported = importOf(source, variable)
  if (imported) {
    return collect(parse(imported.file), imported.name, prefix, comments)
  }
  collectFrom(source, literalOf(initializerOf(source, variable)), prefix, comments)
}

function collectFrom(
  source: ts.SourceFile,
  literal: ts.ObjectLiteralExpression | undefined,
  prefix: string,
  comments: Comments
) {
  for (const property of literal?.properties.filter(ts.isPropertyAssignment) ?? []) {
    const name = `${prefix}${property.name.getText(source)}`
    comments.set(name, commentOn(property))
    collectFrom(source, literalOf(property.initializer), `${name}.`, comments)
    const root = rootOf(property.initializer)
    if (ts.isIdentifier(root)) {
      collect(source, root.text, `${name}.`, comments)
    }
  }
}

/** `Cellar` of `Cellar.optional()`. */
const rootOf = (node: ts.Expression): ts.Expression =>
  ts.isCallExpression(node) || ts.isPropertyAccessExpression(node) ? rootOf(node.expression) : node

const initializerOf = (source: ts.SourceFile, name: string) =>
  source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find((declaration) => declaration.name.getText(source) === name)?.initializer

/** Where a name comes from, if from a file of the same plugin. */
function importOf(source: ts.SourceFile, name: string): { file: string; name: string } | undefined {
  for (const { importClause, moduleSpecifier } of source.statements.filter(ts.isImportDeclaration)) {
    const bindings = importClause?.namedBindings
    const found = bindings && ts.isNamedImports(bindings) && bindings.elements.find((each) => each.name.text === name)
    const from = (moduleSpecifier as ts.StringLiteral).text
    if (found && from.startsWith(".")) {
      return { file: join(dirname(source.fileName), `${from}.ts`), name: (found.propertyName ?? found.name).text }
    }
  }
}

/** Through `as const`, and from the outermost call of a chain to the innermost. */
function literalOf(node: ts.Expression | undefined): ts.ObjectLiteralExpression | undefined {
  if (!node || ts.isObjectLiteralExpression(node)) {
    return node
  }
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isPropertyAccessExpression(node)) {
    return literalOf(node.expression)
  }
  if (ts.isCallExpression(node)) {
    return literalOf(node.expression) ?? node.arguments.find(ts.isObjectLiteralExpression)
  }
}

function commentOn(node: ts.Node): Comment {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
  const sentences = docs.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "").join(" ")
  const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === "default")
  return { text: oneLine(sentences), ...(tag && { fallback: oneLine(ts.getTextOfJSDocComment(tag.comment) ?? "") }) }
}

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim()
