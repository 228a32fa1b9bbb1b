import { httpSuite } from "../../support"
import { givenUpSpecs } from "./hypur/given-up"
import { refundSpecs } from "./hypur/refunds"
import { routeSpecs } from "./hypur/routes"
import { saleSpecs } from "./hypur/sale"
import { webhookSpecs } from "./hypur/webhooks"

httpSuite("payments: Hypur", (suite) => {
  afterEach(() => suite.sandbox.call("DELETE", "/__sim/faults"))

  saleSpecs(suite)
  refundSpecs(suite)
  givenUpSpecs(suite)
  webhookSpecs(suite)
  routeSpecs(suite)
})
