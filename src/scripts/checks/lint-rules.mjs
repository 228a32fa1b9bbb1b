const isContextType = (parameter) => {
  const target = parameter.type === "AssignmentPattern" ? parameter.left : parameter
  const type = target.typeAnnotation?.typeAnnotation
  return type?.type === "TSTypeReference" && type.typeName.name === "Context"
}

const decoratorNames = (node) => (node.decorators ?? []).map(({ expression }) => (expression.callee ?? expression).name)

/**
 * Takes the place of two rules of Medusa's preset, which ask for decorators on private helpers too, and know only
 * `@InjectManager` on public methods. What goes wrong without them: a context that the caller may leave out, and that
 * nothing fills in, so the method runs without transaction or fails; or a decorator that finds no context to fill.
 */
const serviceContext = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      optional: "A Context that may be left out needs @MedusaContext(), or nothing fills it in",
      method: "A method with @MedusaContext() needs @InjectManager() or @InjectTransactionManager()",
      parameter: "A method with an injected manager needs a parameter with @MedusaContext()",
    },
  },
  create(context) {
    return {
      MethodDefinition(node) {
        const injects = decoratorNames(node).some((name) => /^Inject(Transaction)?Manager$/.test(name))
        const parameters = node.value.params
        const marked = parameters.filter((parameter) => decoratorNames(parameter).includes("MedusaContext"))
        for (const parameter of parameters) {
          const mayBeLeftOut = parameter.type === "AssignmentPattern" || parameter.optional
          if (mayBeLeftOut && isContextType(parameter) && !marked.includes(parameter) && node.value.body) {
            context.report({ node: parameter, messageId: "optional" })
          }
        }
        if (marked.length && !injects) {
          context.report({ node: node.key, messageId: "method" })
        }
        if (injects && !marked.length) {
          context.report({ node: node.key, messageId: "parameter" })
        }
      },
    }
  },
}

export default { meta: { name: "rise-via" }, rules: { "service-context": serviceContext } }
