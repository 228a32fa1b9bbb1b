import { sample } from "../support"
import { type FaultServer, spawnServer } from "../support/faults"
import { sendCallbacks, type SignedCallback, signedCallbacks } from "../support/signed-callbacks"

const HANDLING_MS = 240_000

/** How many a second are accepted is a figure of the bench (`callbacks`); that none is lost is proved here. */
describe("a crowd of signed callbacks", () => {
  let server: FaultServer

  beforeAll(async () => {
    server = await spawnServer()
  }, 120_000)
  afterAll(() => server?.stop())

  const stored = async () => {
    const { rows } = await server
      .db()
      .query<{ id: string; state: string }>(
        `SELECT body->'data'->>'userId' AS id, state FROM core_inbox_message WHERE source = 'payments.aeropay'`
      )
    return rows
  }

  it(
    "is kept as far as it was accepted when the server is killed, and each is handled once when all have come",
    async () => {
      const callbacks = signedCallbacks(server.url, sample(400, 6_000))
      const accepted = new Set<string>()
      const isLeft = ({ id }: SignedCallback) => !accepted.has(id)
      await sendCallbacks(server.url, callbacks, {
        answered: (id) => accepted.add(id).size === callbacks.length / 2 && void server.kill(),
      })

      const kept = new Set((await stored()).map(({ id }) => id))
      expect(accepted.size).toBeGreaterThanOrEqual(callbacks.length / 2)
      expect([...accepted].filter((id) => !kept.has(id))).toEqual([])
      expect(callbacks.filter(isLeft).length).toBeGreaterThan(0)

      await server.restart()
      // Aeropay repeats what got no answer, and some of what got one.
      await sendCallbacks(server.url, [...callbacks.filter(isLeft), ...callbacks.slice(0, 20)], {
        answered: (id) => accepted.add(id),
      })
      expect(callbacks.filter(isLeft)).toEqual([])
      await server.settle(HANDLING_MS)
      const rows = await stored()
      expect(rows.map(({ id }) => id).sort()).toEqual(callbacks.map(({ id }) => id).sort())
      expect(rows.filter(({ state }) => state !== "handled")).toEqual([])
    },
    HANDLING_MS + 120_000
  )
})
