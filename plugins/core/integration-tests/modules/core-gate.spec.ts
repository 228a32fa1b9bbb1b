import { moduleSuite } from "../../../../integration-tests/support/module-suite"
import { clock } from "../../src/lib/clock"
import { CORE_GATE_MODULE } from "../../src/lib/module-names"
import { processId } from "../../src/lib/process"
import type CoreGateModuleService from "../../src/modules/core_gate/service"

const MINUTE = 60_000

moduleSuite<CoreGateModuleService>(
  { name: CORE_GATE_MODULE, path: "plugins/core/src/modules/core_gate" },
  ({ service }) => {
    afterEach(() => clock.reset())

    describe("a completion", () => {
      it("begins once, however many begin at the same moment", async () => {
        const runs = await Promise.all(Array.from({ length: 10 }, () => service.beginRun("cart_1")))
        const begun = runs.flatMap((run) => run ?? [])
        expect(begun).toEqual([expect.objectContaining({ cart_id: "cart_1", state: "running", process_id: processId })])
        expect(await service.beginRun("cart_2")).toEqual(expect.objectContaining({ cart_id: "cart_2" }))
      })

      it("may begin again when the one before has ended", async () => {
        for (const state of ["undone", "placed"] as const) {
          const run = await service.beginRun("cart_1")
          await service.settleRun(run!.id, state)
        }
        expect(await service.beginRun("cart_1")).toBeDefined()
      })
    })

    describe("a completion that needs recovery", () => {
      const found = async (live: string[], now = clock.now()) => {
        const since = {
          running: new Date(now.getTime() - 10 * MINUTE),
          placed: new Date(now.getTime() - 2 * MINUTE),
        }
        return (await service.abandonedRuns(live, since)).map(({ cart_id }) => cart_id)
      }

      it("is one of a dead process, one that runs for too long, and one whose order was not announced", async () => {
        clock.advance(-3 * MINUTE)
        const placed = await service.beginRun("cart_placed_before")
        await service.settleRun(placed!.id, "placed", "order_1")
        clock.reset()
        const fresh = await service.beginRun("cart_placed_now")
        await service.settleRun(fresh!.id, "placed", "order_2")
        await service.beginRun("cart_running")

        expect(await found([processId])).toEqual(["cart_placed_before"])
        expect((await found([])).sort()).toEqual(["cart_placed_before", "cart_placed_now", "cart_running"])
        expect(await found([processId], new Date(Date.now() + 11 * MINUTE))).toContain("cart_running")
        await service.announced("order_1")
        expect(await found([processId])).toEqual([])
      })
    })
  }
)
