import { oneAtATime } from "../one-at-a-time"

it("runs one piece of work after the other, also after one that failed", async () => {
  let running = 0
  let most = 0
  const work = (fails: boolean) => async () => {
    most = Math.max(most, ++running)
    await new Promise(setImmediate)
    running -= 1
    if (fails) {
      throw new Error("no")
    }
  }
  const outcomes = await Promise.allSettled([false, true, false, true, false].map((fails) => oneAtATime(work(fails))))
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "rejected", "fulfilled"])
  expect(most).toBe(1)
})
