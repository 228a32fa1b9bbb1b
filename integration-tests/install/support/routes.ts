import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Merchant } from "./merchant"

type Route = { method: "GET" | "POST" | "DELETE" | "PUT" | "PATCH"; path: string }

/** Every route that an installed package adds, from its built files, as Medusa reads them. */
export function routesOf(packageFolder: string): Route[] {
  const api = join(packageFolder, ".medusa/server/src/api")
  if (!existsSync(api)) {
    return []
  }
  return readdirSync(api, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)route\.js$/.test(file))
    .sort()
    .flatMap((file) => {
      const path = `/${file.replace(/\/?route\.js$/, "")}`
      const exported = readFileSync(join(api, file), "utf8").matchAll(
        /^exports\.(GET|POST|DELETE|PUT|PATCH) = (?!void)/gm
      )
      const methods = new Set([...exported].map(([, method]) => method as Route["method"]))
      return [...methods].map((method) => ({ method, path: path.replace(/\[\w+\]/g, "none") }))
    })
}

export type People = { staff: Record<string, string>; storefront: Record<string, string> }

type Answer = { route: string; status: number; text: string }

/** Asks every route once, as the one who may, and again without a name where only staff may. */
export async function askAll(merchant: Merchant, routes: Route[], people: People): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const { method, path } of routes) {
    const ask = (headers: Record<string, string>) => {
      const request = merchant.api()[method.toLowerCase() as "get"](path).set(headers)
      return method === "GET" ? request : request.send({})
    }
    const isAdmin = path.startsWith("/admin/")
    const answer = await ask(isAdmin ? people.staff : people.storefront)
    answers.push({ route: `${method} ${path}`, status: answer.status, text: answer.text })
    if (isAdmin) {
      const stranger = await ask({})
      answers.push({ route: `${method} ${path} without a name`, status: stranger.status, text: stranger.text })
    }
  }
  return answers
}

/** What is wrong with an answer, if anything: nobody is at home, something broke, or a stranger was let in. */
export function complaint({ route, status, text }: Answer): string | undefined {
  if (/Cannot (GET|POST|DELETE|PUT|PATCH) /.test(text)) {
    return `${route}: Medusa does not know this route`
  }
  if (status >= 500) {
    return `${route}: ${status} ${text.slice(0, 300)}`
  }
  if (route.endsWith("without a name") && status !== 401) {
    return `${route}: ${status} instead of 401`
  }
  return undefined
}
