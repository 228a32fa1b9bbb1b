import { Clock } from "../frame/clock"
import { Timers } from "../frame/timers"
import { basic, sandboxOfEachTest, startShop } from "./support"
import { openStream } from "./streams"

const HOUR = 3_600_000

describe("timers", () => {
  const clock = new Clock()
  const said: string[] = []
  const timers = new Timers(clock, (line) => void said.push(line))
  afterEach(() => {
    timers.clear()
    clock.reset()
    said.length = 0
  })

  it("come due by the clock: a move does what is due by then, in its order, and leaves the rest", async () => {
    const done: string[] = []
    const last = new Promise<void>((resolve) =>
      timers.after(3 * HOUR, () => {
        done.push("third")
        resolve()
      })
    )
    timers.after(2 * HOUR, () => void done.push("second"))
    timers.after(HOUR, async () => {
      // What was due later waits for this one, however long it takes.
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
      done.push("first")
    })
    timers.after(5 * HOUR, () => void done.push("never"))
    clock.advance(4 * HOUR)
    await last
    expect(done).toEqual(["first", "second", "third"])
    expect(timers.count).toBe(1)
    expect(timers.nextDueAt!.getTime() - clock.now().getTime()).toBeLessThanOrEqual(HOUR)
  })

  it("go on after one that failed, and say so", async () => {
    await new Promise<void>((resolve) => {
      timers.after(HOUR, () => {
        throw new Error("out of paper")
      })
      timers.after(2 * HOUR, () => resolve())
      clock.advance(2 * HOUR)
    })
    expect(said).toEqual([expect.stringContaining("out of paper")])
  })

  it("are dropped when cleared, also those that a move has made due", () => {
    const dropped: string[] = []
    const never = () => {
      throw new Error("must not happen")
    }
    timers.after(HOUR, never, () => void dropped.push("due"))
    timers.after(9 * HOUR, never, () => void dropped.push("waiting"))
    clock.advance(2 * HOUR)
    timers.clear()
    expect(dropped).toEqual(["due", "waiting"])
    expect(timers.count).toBe(0)
  })

  it("hold what is due in months", () => {
    timers.after(90 * 24 * HOUR, () => undefined)
    expect(timers.count).toBe(1)
  })
})

describe("the sandbox's clock", () => {
  const { api, url, createOrder } = sandboxOfEachTest()
  const move = (body: unknown) => api("/__sim/clock", "POST", body)
  const offset = async () => (await api("/__sim/clock")).body.clock.offset_ms

  it("moves ahead, back, to a time, and to now", async () => {
    expect((await move({ advance_seconds: 3_600 })).body.clock.offset_ms).toBe(HOUR)
    expect((await move({ advance_seconds: -7_200 })).body.clock.offset_ms).toBe(-HOUR)
    const { clock } = (await move({ at: "2031-05-01T09:00:00-07:00" })).body
    expect(clock.now.slice(0, 16)).toBe("2031-05-01T16:00")
    expect((await createOrder()).created_at.slice(0, 10)).toBe("2031-05-01")
    expect((await move({ reset: true })).body.clock).toMatchObject({ offset_ms: 0, waiting: 0, next_due_at: null })
  })

  it("is back at now after a reset of the sandbox", async () => {
    await move({ advance_seconds: 60 })
    await api("/__sim/reset", "POST")
    expect(await offset()).toBe(0)
  })

  it.each([
    [{}, "advance_seconds"],
    [{ advance_seconds: 1, reset: true }, "advance_seconds"],
    [{ advance_seconds: "1" }, "advance_seconds"],
    [{ advance_seconds: 1e12 }, "advance_seconds"],
    [{ at: "tomorrow" }, "at"],
    [{ at: "2026-01-01T00:00:00" }, "at"],
    [{ at: "1999-01-01T00:00:00Z" }, "at"],
    [{ reset: false }, "reset"],
    [{ hours: 1 }, "hours"],
  ])("refuses %j naming %s", async (body, field) => {
    expect(await move(body)).toMatchObject({ status: 400, body: { field } })
    expect(await offset()).toBe(0)
  })

  it("tells its followers where it is and of each move, and counts them", async () => {
    const stream = await openStream(`${url()}/__sim/clock/stream`)
    expect(await stream.next()).toEqual({ event: "clock", data: { now: expect.any(String), offset_ms: 0 } })
    expect((await api("/__sim/clock")).body.clock.followers).toBe(1)
    await move({ advance_seconds: 60 })
    expect((await stream.next()).data.offset_ms).toBe(60_000)
    await move({ reset: true })
    expect((await stream.next()).data.offset_ms).toBe(0)
    stream.close()
  })

  it("brings late callbacks when it is moved, the earlier first, and no other", async () => {
    const shop = await startShop()
    try {
      const { id } = await createOrder({ status_callback: `${shop.url}/hook` })
      const late = (status: string, hours: number) =>
        api(`/posabit/__sim/orders/${id}/callbacks`, "POST", { status, delay_ms: hours * HOUR })
      await late("completed", 2)
      await late("processing", 1)
      await late("canceled", 48)
      await move({ advance_seconds: 86_400 })
      const heard = [await shop.next(), await shop.next()].map(({ form }) => form.get("incoming_order[status]"))
      expect(heard).toEqual(["processing", "completed"])
      const { clock } = (await api("/__sim/clock")).body
      expect(clock.waiting).toBe(1)
      await move({ at: clock.next_due_at })
      expect((await shop.next()).form.get("incoming_order[status]")).toBe("canceled")
    } finally {
      await shop.close()
    }
  })

  it("lets a delayed answer go when its time has come", async () => {
    await api("/__sim/faults", "POST", { service: "posabit", delay_ms: 600_000 })
    const answer = api(
      "/posabit/api/v3/info",
      "GET",
      undefined,
      basic("sandbox-integrator-token", "sandbox-venue-token")
    )
    while (!(await api("/__sim/clock")).body.clock.waiting) {
      // The request is on its way.
    }
    await move({ advance_seconds: 600 })
    expect((await answer).status).toBe(200)
  })
})
