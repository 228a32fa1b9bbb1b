import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { httpSuite, payAtRegister, requiresRedis, saleFacts } from "../support"

requiresRedis("with Redis", () => {
  httpSuite(
    "a shop on several machines",
    (suite) => {
      it("runs its shared parts on Redis", () => {
        const { modules } = suite.container().resolve(ContainerRegistrationKeys.CONFIG_MODULE)
        for (const [name, part] of [
          [Modules.EVENT_BUS, /redis/],
          [Modules.WORKFLOW_ENGINE, /redis/],
        ] as const) {
          expect((modules?.[name] as { resolve: string }).resolve).toMatch(part)
        }
      })

      it("sells, hears from the register and captures once", async () => {
        const shopper = await suite.shopper()
        await suite.confirmAge(shopper)
        const cart = await suite.cart({ shopper, complete: true })
        await payAtRegister(suite, cart.order.id, { times: 3 })
        await suite.until("the capture", async () => (await saleFacts(suite.db(), cart.id)).captures > 0)
        await suite.settle()
        expect(await saleFacts(suite.db(), cart.id)).toEqual(
          expect.objectContaining({ orders: [cart.order.id], captures: 1, capturedAmount: cart.order.total })
        )
      })
    },
    { redis: true }
  )
})
