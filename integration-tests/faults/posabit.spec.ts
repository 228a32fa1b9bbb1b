import { httpSuite } from "../support"
import { MATRIX_ENV, paymentMatrix } from "../support/payment-matrix"
import { posabitTill } from "../support/payment-matrix/tills/posabit"
import { callbackRows } from "./posabit/callbacks"
import { methods } from "./posabit/methods"
import { providerRows } from "./posabit/provider"
import { refundRows } from "./posabit/refunds"

// Everything that may go wrong between shop and register: one order there for each sale, captured at most once, and the
// register, the ledger and Medusa agree afterwards.
httpSuite(
  "payments: POSaBIT's fault matrix",
  (suite) => {
    paymentMatrix(suite, posabitTill, methods)
    callbackRows(suite)
    providerRows(suite)
    refundRows(suite)
  },
  { env: MATRIX_ENV }
)
