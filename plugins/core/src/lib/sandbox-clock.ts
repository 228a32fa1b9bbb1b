import { get as getHttp, type ClientRequest, type IncomingMessage } from "node:http"
import { get as getHttps } from "node:https"
import { clock } from "./clock"

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 30_000
/** An event is some fifty characters; whoever sends more without an end is no sandbox. */
const MAX_EVENT_CHARS = 10_000

type Follow = {
  /** Of the sandbox, as `SANDBOX_URL`. */
  url: string
  /** Called after the clock of this process has moved; never twice at once, and once more when it moved meanwhile. */
  onMove?: () => Promise<void>
  warn: (message: string) => void
}

/** Goes by the clock of the sandbox that `SANDBOX_URL` names. Without one, and in live mode, it does nothing. */
export function followSandbox(logger: { warn: (message: string) => void }, onMove?: () => Promise<void>) {
  const { SANDBOX_URL: url, RISE_VIA_MODE: mode } = process.env
  return url && mode !== "live"
    ? followSandboxClock({ url, onMove, warn: (message) => logger.warn(message) })
    : undefined
}

/**
 * Keeps the clock of this process at that of the sandbox, so that a developer or a test moves both at once. One stream of
 * server-sent events, no polling; it comes back by itself, warns once each time it is lost, and keeps no process alive.
 * Returns what ends it.
 */
export function followSandboxClock({ url, onMove, warn }: Follow): () => void {
  const address = `${url.replace(/\/+$/, "")}/__sim/clock/stream`
  let request: ClientRequest | undefined
  let pause: NodeJS.Timeout | undefined
  let failures = 0
  let hasEnded = false
  // A clock that was set in this process keeps its time until the sandbox's really moves.
  let followed = 0
  const moved = oneAtATime(async () => await onMove?.())

  const heard = (offsetMs: number) => {
    failures = 0
    if (offsetMs !== followed) {
      followed = offsetMs
      clock.follow(offsetMs)
      void moved()
    }
  }

  const connect = () => {
    let isLost = false
    const lost = (why: string) => {
      if (isLost || hasEnded) {
        return
      }
      isLost = true
      request?.destroy()
      if (!failures++) {
        warn(`core: the sandbox's clock at ${address} cannot be followed (${why}); trying again`)
      }
      pause = setTimeout(connect, Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS)).unref()
    }
    const get = address.startsWith("https:") ? getHttps : getHttp
    request = get(address, { agent: false, headers: { accept: "text/event-stream" } }, (response) => {
      if (response.statusCode === 200) {
        readOffsets(response, heard, lost)
      } else {
        lost(`it answered ${response.statusCode}`)
      }
    })
    request.on("socket", (socket) => socket.unref())
    request.on("error", (error: NodeJS.ErrnoException) => lost(error.code ?? error.message))
  }

  connect()

  return () => {
    hasEnded = true
    clearTimeout(pause)
    request?.destroy()
  }
}

/** Reads `data: {"offset_ms": …}` of each event until the stream ends or says something else. */
function readOffsets(response: IncomingMessage, heard: (offsetMs: number) => void, lost: (why: string) => void) {
  let text = ""
  response.setEncoding("utf8")
  response.on("data", (chunk: string) => {
    const events = (text + chunk).split("\n\n")
    text = events.pop()!
    const data = events.flatMap((event) => event.split("\n").filter((line) => line.startsWith("data:")))
    const offsets = data.map((line) => offsetOf(line.slice("data:".length)))
    if (text.length > MAX_EVENT_CHARS || offsets.some((offset) => offset === undefined)) {
      lost("it does not speak as a sandbox does")
      return
    }
    offsets.forEach((offset) => heard(offset!))
  })
  response.on("error", (error) => lost(error.message))
  response.on("close", () => lost("the stream ended"))
}

function offsetOf(json: string): number | undefined {
  try {
    const { offset_ms: offset } = JSON.parse(json)
    return Number.isSafeInteger(offset) ? offset : undefined
  } catch {
    return undefined
  }
}

function oneAtATime(act: () => Promise<void>) {
  let isRunning = false
  let isAsked = false
  return async () => {
    isAsked = true
    if (isRunning) {
      return
    }
    isRunning = true
    while (isAsked) {
      isAsked = false
      await act()
    }
    isRunning = false
  }
}
