import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"
import { settings } from "./settings"

const MARKER = "rise-via-tests"
const REDIS_DATABASES = 16
const ANSWER_MS = 5_000

/**
 * A Redis database for this worker alone, emptied: two suites on one would take each other's events. Only a database
 * that is empty or that an earlier run has marked is touched.
 */
export async function emptyRedis(): Promise<string> {
  const { redisUrl } = settings()
  if (!redisUrl) {
    throw new Error("No Redis: wrap the specs in requiresRedis()")
  }
  const url = new URL(redisUrl)
  url.pathname = `/${REDIS_DATABASES - Number(process.env.JEST_WORKER_ID ?? 1)}`
  const [size, mark] = await askDatabase(url, "DBSIZE", `EXISTS ${MARKER}`)
  if (size !== ":0" && mark !== ":1") {
    throw new Error(
      `Database ${url.pathname.slice(1)} of ${url.host} holds data that is not the tests'. Set REDIS_URL.`
    )
  }
  await flush(url)
  return url.href
}

/** Loses all data of the tests' database at once. The mark that it is theirs is put back. */
const flush = (url: URL) => askDatabase(url, "MULTI", "FLUSHDB", `SET ${MARKER} 1`, "EXEC")

async function askDatabase(url: URL, ...commands: string[]): Promise<string[]> {
  const signIn = url.password ? [`AUTH ${url.username || "default"} ${decodeURIComponent(url.password)}`] : []
  const all = [...signIn, `SELECT ${url.pathname.slice(1)}`, ...commands]
  return (await ask(url, all)).slice(all.length - commands.length)
}

/** A Redis that can go away and lose its data while those who use it run on. */
export type UnreliableRedis = {
  /** What its users connect to. */
  url: string
  /** Every connection ends, and new ones are refused. Resolves when none is left. */
  stop: () => Promise<void>
  start: () => Promise<void>
  flush: () => Promise<void>
  /** How often somebody was cut off or tried to connect in vain since the last `stop`. */
  refusals: () => number
  /** How many jobs are scheduled in it. */
  scheduledJobs: () => Promise<number>
  close: () => Promise<void>
}

/** The tests' own Redis database behind a door of their own, which they may shut. */
export async function unreliableRedis(): Promise<UnreliableRedis> {
  const real = new URL(await emptyRedis())
  const sockets = new Set<Socket>()
  let isShut = false
  let refusals = 0
  // Shut, it takes a connection and resets it: a port that is given up could be taken by another program meanwhile.
  const door = createServer((client) => {
    if (isShut) {
      refusals++
      client.resetAndDestroy()
      return
    }
    const server = connect({ host: real.hostname, port: Number(real.port || 6379) })
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ]) {
      sockets.add(socket)
      socket.pipe(other)
      socket.once("error", () => other.destroy())
      socket.once("close", () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
  })
  await new Promise<void>((done, fail) => door.once("error", fail).listen(0, "127.0.0.1", done))
  const url = new URL(real)
  url.host = `127.0.0.1:${(door.address() as AddressInfo).port}`
  const stop = async () => {
    isShut = true
    refusals = sockets.size / 2
    await Promise.all([...sockets].map((socket) => once(socket.resetAndDestroy(), "close")))
  }
  return {
    url: url.href,
    stop,
    start: async () => void (isShut = false),
    flush: async () => void (await flush(real)),
    refusals: () => refusals,
    scheduledJobs: async () => Number((await askDatabase(real, "ZCARD bull:medusa-workflows-jobs:repeat"))[0].slice(1)),
    close: async () => {
      await stop()
      await new Promise((done) => door.close(done))
    },
  }
}

/** Sends commands in Redis' inline form and returns one line of answer for each. */
function ask({ hostname, port }: URL, commands: string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port || 6379) })
    let text = ""
    socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error(`Redis at ${hostname} does not answer`)))
    socket.once("error", reject)
    socket.on("data", (chunk) => {
      text += chunk
      const lines = text.split("\r\n").slice(0, -1)
      const refusal = lines.find((line) => line.startsWith("-"))
      if (refusal || lines.length >= commands.length) {
        socket.end()
        return refusal ? reject(new Error(`Redis: ${refusal.slice(1)}`)) : resolve(lines)
      }
    })
    socket.write(commands.map((command) => `${command}\r\n`).join(""))
  })
}
