import { existsSync } from "node:fs"
import { connect } from "node:net"
import { delimiter, join } from "node:path"

const answers = (host, port) =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 })
    const end = (up) => {
      socket.destroy()
      resolve(up)
    }
    socket.once("connect", () => end(true))
    socket.once("timeout", () => end(false))
    socket.once("error", () => end(false))
  })

/** A Redis that answers: the one of REDIS_URL, else one on this machine. */
export async function findRedis(env) {
  const url = new URL(env.REDIS_URL || "redis://127.0.0.1:6379")
  return (await answers(url.hostname, Number(url.port || 6379))) ? url.href : null
}

/** Chromium: the one of CHROMIUM_PATH, else Debian's or Chrome on the path. */
export function findChromium(env) {
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]
  const candidates = env.CHROMIUM_PATH
    ? [env.CHROMIUM_PATH]
    : (env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return candidates.find((path) => existsSync(path)) ?? null
}
