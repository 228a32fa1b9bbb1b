import { MedusaError } from "@medusajs/framework/utils"
import { runtime } from "./runtime"

/**
 * The time every rule of ours goes by, so that tests and the demo can move it.
 * Moving it is refused in live mode; the database's own timestamps never move.
 */
export const clock = {
  now: () => new Date(Date.now() + runtime.clockOffsetMs),

  set(at: Date) {
    refuseLive()
    runtime.clockOffsetMs = at.getTime() - Date.now()
  },

  /** Milliseconds, may be negative. */
  advance(ms: number) {
    refuseLive()
    runtime.clockOffsetMs += ms
  },

  /** Milliseconds ahead of the machine's time, as whoever leads this clock says; negative when behind. */
  follow(offsetMs: number) {
    refuseLive()
    runtime.clockOffsetMs = offsetMs
  },

  reset() {
    runtime.clockOffsetMs = 0
  },
}

function refuseLive() {
  if (process.env.RISE_VIA_MODE === "live") {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "The clock cannot be moved in live mode")
  }
}
