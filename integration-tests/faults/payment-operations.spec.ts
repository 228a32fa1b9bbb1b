import { httpSuite, sample } from "../support"
import { subscribe } from "../support/aeropay"
import { MATRIX_ENV } from "../support/payment-matrix"
import { tills } from "../support/payment-matrix/tills"
import { Random } from "../support/random"
import { Play } from "./payment-operations/play"

const OPERATIONS = Number(process.env.RISE_VIA_OPERATIONS ?? sample(80, 10_000))
/** Looked at now and then, so that a failure is near its cause. */
const EVERY = Math.min(OPERATIONS, 200)
const SEED = Number(process.env.RISE_VIA_SEED ?? 20_261_122)
const TIME_MS = 120_000 + OPERATIONS * 2_000

httpSuite(
  "payments: random operations with random faults",
  (suite) => {
    beforeAll(async () => void (await subscribe(suite)))

    it(
      `keeps every book to the cent over ${OPERATIONS} operations (RISE_VIA_SEED=${SEED})`,
      async () => {
        const play = new Play(suite, new Random(SEED), tills)
        await play.open()
        for (let done = 1; done <= OPERATIONS; done++) {
          await play.operate()
          if (done % EVERY === 0) {
            expect(await play.disagreements()).toEqual([])
          }
        }
        for (const till of tills) {
          const { service, ledger, medusa } = await play.net(till)
          expect({ provider: till.provider, ledger, medusa }).toEqual({
            provider: till.provider,
            ledger: service,
            medusa: service,
          })
        }
      },
      TIME_MS
    )
  },
  { env: MATRIX_ENV }
)
