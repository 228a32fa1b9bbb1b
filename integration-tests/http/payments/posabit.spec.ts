import { httpSuite } from "../../support"
import { adminSpecs } from "./admin"
import { amountSpecs } from "./amounts"
import { callbackSpecs } from "./callbacks"
import { crashSpecs } from "./crash"
import { ledgerSpecs } from "./ledger"
import { saleSpecs } from "./sale"
import { staffRefundSpecs } from "./staff-refunds"

httpSuite("payments: POSaBIT", (suite) => {
  afterEach(() => suite.sandbox.call("DELETE", "/__sim/faults"))

  saleSpecs(suite)
  callbackSpecs(suite)
  amountSpecs(suite)
  crashSpecs(suite)
  adminSpecs(suite)
  ledgerSpecs(suite)
  staffRefundSpecs(suite)
})
