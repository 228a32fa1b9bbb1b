import type { HypurActDTO } from "../../types"

/** No call takes as long, with its look-up and the longest time-out: who made it is gone. */
export const ACT_GRACE_MS = 5 * 60_000

/** Nobody waits for the end of this act any more: its process died before or after the call. */
export const isLeftSent = ({ state, updated_at }: Pick<HypurActDTO, "state" | "updated_at">, now: Date) =>
  state === "sent" && now.getTime() - new Date(updated_at).getTime() > ACT_GRACE_MS
