import { httpSuite } from "../support"
import { aeropayTill, subscribe } from "../support/aeropay"
import { authorizing, MATRIX_ENV, paymentMatrix } from "../support/payment-matrix"

httpSuite(
  "faults: Aeropay takes the money with the order",
  (suite) => {
    beforeAll(async () => void (await subscribe(suite)))

    paymentMatrix(suite, aeropayTill("sale"), [authorizing({ method: "POST", path: "*/v2/transaction" })])
  },
  { env: MATRIX_ENV }
)
