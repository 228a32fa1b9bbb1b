import { httpSuite } from "../../support"
import { subscribe } from "../../support/aeropay"
import { refundSpecs } from "./aeropay/refunds"
import { saleSpecs } from "./aeropay/sale"
import { staffSpecs } from "./aeropay/staff"
import { walletSpecs } from "./aeropay/wallet"
import { webhookSpecs } from "./aeropay/webhooks"

httpSuite(
  "payments: Aeropay",
  (suite) => {
    beforeAll(async () => void (await subscribe(suite)))
    afterEach(() => suite.sandbox.call("DELETE", "/__sim/faults"))

    saleSpecs(suite)
    refundSpecs(suite)
    walletSpecs(suite)
    webhookSpecs(suite)
    staffSpecs(suite)
  },
  { env: { PAYMENTS_TIMEOUT_MS: "2000" } }
)
