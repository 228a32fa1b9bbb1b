import { once } from "node:events"
import { createServer, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { clock } from "../clock"
import { followSandbox, followSandboxClock } from "../sandbox-clock"

const HOUR = 3_600_000

/** Something that leads a clock over a real socket: `next()` is the next follower's answer, to be written by the test. */
async function startLeader(port = 0) {
  const heard: ServerResponse[] = []
  const waiting: ((response: ServerResponse) => void)[] = []
  const server: Server = createServer((req, res) => {
    expect(req.url).toBe("/__sim/clock/stream")
    const listener = waiting.shift()
    if (listener) {
      listener(res)
    } else {
      heard.push(res)
    }
  })
  server.listen(port, "127.0.0.1")
  await once(server, "listening")
  return {
    port: (server.address() as AddressInfo).port,
    next: () =>
      heard.length ? Promise.resolve(heard.shift()!) : new Promise<ServerResponse>((done) => waiting.push(done)),
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

const say = (response: ServerResponse, offsetMs: number) =>
  response.write(`event: clock\ndata: {"now":"x","offset_ms":${offsetMs}}\n\n`)

const aheadByHours = () => Math.round((clock.now().getTime() - Date.now()) / HOUR)

describe("a process that follows the sandbox's clock", () => {
  let leader: Awaited<ReturnType<typeof startLeader>>
  let unfollow: (() => void) | undefined
  let warnings: string[]
  let moves: (() => void)[]

  const follow = (onMove: () => Promise<void> = async () => moves.shift()?.()) => {
    unfollow = followSandboxClock({
      url: `http://127.0.0.1:${leader.port}/`,
      onMove,
      warn: (message) => warnings.push(message),
    })
  }
  /** Resolves at the next move. */
  const moved = () => new Promise<void>((done) => moves.push(done))

  beforeEach(async () => {
    leader = await startLeader()
    warnings = []
    moves = []
  })
  afterEach(async () => {
    unfollow?.()
    clock.reset()
    await leader.close()
  })

  it("goes by it from the first event on, also when one comes in pieces", async () => {
    follow()
    const stream = await leader.next()
    const first = moved()
    say(stream, HOUR)
    await first
    expect(aheadByHours()).toBe(1)
    const second = moved()
    stream.write('event: clock\ndata: {"now":"x","off')
    stream.write(`set_ms":${-2 * HOUR}}\n`)
    stream.write("\n")
    await second
    expect(aheadByHours()).toBe(-2)
    expect(warnings).toEqual([])
  })

  it("keeps a time that was set here until the sandbox really moves", async () => {
    clock.advance(5 * HOUR)
    follow()
    const stream = await leader.next()
    say(stream, 0)
    const next = moved()
    say(stream, HOUR)
    await next
    expect(aheadByHours()).toBe(1)
    clock.advance(5 * HOUR)
    stream.destroy()
    const again = await leader.next()
    const later = moved()
    say(again, HOUR)
    say(again, 2 * HOUR)
    await later
    expect(aheadByHours()).toBe(2)
  })

  it.each([
    ["ends", (response: ServerResponse) => response.writeHead(200).end()],
    ["breaks", (response: ServerResponse) => response.destroy()],
    ["is refused", (response: ServerResponse) => response.writeHead(404).end()],
    ["is a web page", (response: ServerResponse) => response.end("data: <html>\n\n")],
    ["says no number", (response: ServerResponse) => response.write('data: {"offset_ms":"1"}\n\n')],
    ["never ends an event", (response: ServerResponse) => response.write("data: ".padEnd(20_000, "x"))],
  ])("comes back when the stream %s, and warns once", async (_how, answer) => {
    follow()
    answer(await leader.next())
    answer(await leader.next())
    const stream = await leader.next()
    const next = moved()
    say(stream, HOUR)
    await next
    expect(aheadByHours()).toBe(1)
    expect(warnings).toEqual([expect.stringMatching(/^core: the sandbox's clock at http.* cannot be followed \(.+\)/)])
  })

  it("waits for a sandbox that is not there yet", async () => {
    const { port } = leader
    await leader.close()
    const warned = new Promise<void>((done) => {
      unfollow = followSandboxClock({
        url: `http://127.0.0.1:${port}`,
        onMove: async () => moves.shift()?.(),
        warn: (message) => {
          warnings.push(message)
          done()
        },
      })
    })
    await warned
    expect(warnings).toEqual([expect.stringContaining("ECONNREFUSED")])
    leader = await startLeader(port)
    const next = moved()
    say(await leader.next(), HOUR)
    await next
    expect(aheadByHours()).toBe(1)
    expect(warnings).toHaveLength(1)
  })

  it("never catches up twice at once, and once more after a move in between", async () => {
    let running = 0
    let most = 0
    const seen: number[] = []
    let release!: () => void
    const held = new Promise<void>((done) => (release = done))
    let finished!: () => void
    const last = new Promise<void>((done) => (finished = done))
    follow(async () => {
      most = Math.max(most, ++running)
      seen.push(aheadByHours())
      await held
      running--
      if (aheadByHours() === 3 && seen.length > 1) {
        finished()
      }
    })
    const stream = await leader.next()
    ;[1, 2, 3].forEach((hours) => say(stream, hours * HOUR))
    while (aheadByHours() !== 3) {
      await new Promise((done) => setImmediate(done))
    }
    release()
    await last
    expect(most).toBe(1)
    expect(seen).toHaveLength(2)
  })

  it("stops when told", async () => {
    follow()
    const stream = await leader.next()
    const gone = once(stream, "close")
    unfollow!()
    await gone
    expect(warnings).toEqual([])
  })
})

describe("which processes follow a sandbox", () => {
  const before = { ...process.env }
  afterEach(() => {
    process.env = { ...before }
    clock.reset()
  })

  it.each([
    ["without a sandbox", { SANDBOX_URL: "" }],
    ["in live mode", { SANDBOX_URL: "http://127.0.0.1:1", RISE_VIA_MODE: "live" }],
  ])("none %s", (_when, env) => {
    Object.assign(process.env, env)
    expect(followSandbox({ warn: () => undefined })).toBeUndefined()
  })

  it("one with a sandbox, until it is told to stop", () => {
    Object.assign(process.env, { SANDBOX_URL: "http://127.0.0.1:1", RISE_VIA_MODE: "demo" })
    const unfollow = followSandbox({ warn: () => undefined })
    expect(unfollow).toEqual(expect.any(Function))
    unfollow!()
  })

  it("has no clock to move in live mode", () => {
    process.env.RISE_VIA_MODE = "live"
    expect(() => clock.follow(HOUR)).toThrow("cannot be moved in live mode")
  })
})
