import { z } from "@medusajs/framework/zod"
import { Router } from "express"
import type { Clock } from "./clock"
import { EventStream } from "./event-stream"
import { handler, parse, Problem } from "./problem"
import type { Timers } from "./timers"

const TEN_YEARS_S = 10 * 366 * 86_400
const FIRST = Date.UTC(2000, 0, 1)
const LAST = Date.UTC(2100, 0, 1)

const Move = z.strictObject({
  advance_seconds: z.number().min(-TEN_YEARS_S).max(TEN_YEARS_S).optional(),
  /** ISO 8601 with a zone. */
  at: z.iso
    .datetime({ offset: true, message: "must be a date and time with a zone, as 2026-12-24T18:00:00Z" })
    .optional(),
  reset: z.literal(true).optional(),
})

/** `/__sim/clock`: what time it is in the sandbox, and in the stores that follow it. */
export function clockControl(clock: Clock, timers: Timers, changed: (topic: string) => void) {
  const router = Router()
  const followers = new EventStream()
  const told = () => ({ now: clock.now().toISOString(), offset_ms: clock.offsetMs })
  clock.onMove(() => followers.send("clock", told()))

  const show = () => ({
    clock: {
      ...told(),
      /** How many things wait for their time, and when the next one has come. */
      waiting: timers.count,
      next_due_at: timers.nextDueAt?.toISOString() ?? null,
      followers: followers.readers,
    },
  })

  router
    .route("/")
    .get((_req, res) => void res.json(show()))
    .post(
      handler((req, res) => {
        move(clock, parse(Move, req.body))
        res.json(show())
      })
    )

  router.get("/stream", (req, res) => {
    followers.open(req, res, "clock", told())
    changed("clock")
    res.once("close", () => changed("clock"))
  })

  return router
}

function move(clock: Clock, { advance_seconds: seconds, at, reset }: z.output<typeof Move>) {
  const given = [seconds, at, reset].filter((value) => value !== undefined)
  if (given.length !== 1) {
    throw new Problem(
      400,
      "`advance_seconds`: give exactly one of `advance_seconds`, `at` and `reset`",
      "advance_seconds"
    )
  }
  if (reset) {
    clock.reset()
    return
  }
  const target = at ? new Date(at) : new Date(clock.now().getTime() + seconds! * 1000)
  if (target.getTime() < FIRST || target.getTime() >= LAST) {
    const field = at ? "at" : "advance_seconds"
    throw new Problem(400, `\`${field}\`: the clock goes from the year 2000 to 2099`, field)
  }
  if (at) {
    clock.set(target)
  } else {
    clock.advance(seconds! * 1000)
  }
}
