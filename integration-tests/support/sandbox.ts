import { join } from "node:path"
import type { SandboxOptions } from "../../src/sandbox/server"
import { projectRoot } from "./settings"

export type SuiteSandbox = {
  url: string
  /** JSON call; throws on anything but 2xx. */
  call: (method: string, path: string, body?: unknown) => Promise<any>
  close: () => Promise<void>
}

/** The stand-ins for outside services, for one suite alone: no suite sees another's orders or messages. */
export async function startSuiteSandbox(options: SandboxOptions = {}): Promise<SuiteSandbox> {
  const { startSandbox } = require(join(projectRoot, "src/sandbox/server"))
  const { url, close } = await startSandbox({ port: 0, ...options })
  return { ...sandboxAt(url), close }
}

/** A sandbox that somebody else has started, and ends. */
export function sandboxAt(url: string): SuiteSandbox {
  return {
    url,
    close: async () => undefined,
    call: async (method, path, body) => {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: body === undefined ? {} : { "content-type": "application/json" },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
      const text = await answer.text()
      if (!answer.ok) {
        throw new Error(`Sandbox: ${method} ${path} answered ${answer.status}: ${text}`)
      }
      return text && answer.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text
    },
  }
}
