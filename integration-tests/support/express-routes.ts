import { readdirSync } from "node:fs"
import { dirname, join, sep } from "node:path"

type Layer = {
  route?: { path: string | string[]; methods: Record<string, boolean> }
  handle?: { stack?: Layer[] }
}

/** `METHOD /path/:id` of everything that the application answers, as Express has it; patterns (`*`) are middlewares. */
export function expressRoutes(app: { _router: { stack: Layer[] } }): string[] {
  const below = (stack: Layer[]): string[] =>
    stack.flatMap(({ route, handle }) =>
      route
        ? [route.path]
            .flat()
            .flatMap((path) => Object.keys(route.methods).map((verb) => `${verb.toUpperCase()} ${path}`))
        : below(handle?.stack ?? [])
    )
  return [...new Set(below(app._router.stack))].filter((route) => !route.includes("*")).sort()
}

type Middleware = { matcher: string | RegExp; method?: string | string[]; methods?: string[] }

/**
 * What Medusa itself registers: the routes of its files, and its middlewares, which Express cannot tell from routes (and
 * some of which have no route at all).
 */
export function medusaRoutes(): Set<string> {
  const base = join(dirname(require.resolve("@medusajs/medusa/package.json")), "dist", "api")
  const isRoute = /(^|[\\/])route\.js$/
  const routes = readdirSync(base, { recursive: true, encoding: "utf8" })
    .filter((file) => isRoute.test(file))
    .flatMap((file) => {
      const path = `/${dirname(file).split(sep).join("/")}`.replace(/\[(\w+)\]/g, ":$1")
      return Object.keys(require(join(base, file))).map((verb) => `${verb} ${path}`)
    })
  const middlewares = (require(join(base, "middlewares")).default.routes as Middleware[]).flatMap(
    ({ matcher, method, methods }) => [methods ?? method ?? []].flat().map((verb) => `${verb} ${matcher}`)
  )
  return new Set([...routes, ...middlewares])
}
