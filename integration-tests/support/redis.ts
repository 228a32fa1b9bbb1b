import { connect } from "node:net"
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
  const database = REDIS_DATABASES - Number(process.env.JEST_WORKER_ID ?? 1)
  const signIn = url.password ? [`AUTH ${url.username || "default"} ${decodeURIComponent(url.password)}`] : []
  const [size, mark] = (await ask(url, [...signIn, `SELECT ${database}`, "DBSIZE", `EXISTS ${MARKER}`])).slice(-2)
  if (size !== ":0" && mark !== ":1") {
    throw new Error(
      `Database ${database} of ${url.host} holds data that is not the tests'. Set REDIS_URL to another Redis.`
    )
  }
  await ask(url, [...signIn, `SELECT ${database}`, "FLUSHDB", `SET ${MARKER} 1`])
  url.pathname = `/${database}`
  return url.href
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
