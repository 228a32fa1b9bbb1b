import { httpSuite } from "../support"
import { aeropayTill, subscribe } from "../support/aeropay"
import { authorizing, canceling, capturing, MATRIX_ENV, paymentMatrix, refunding } from "../support/payment-matrix"

const post = (operation: string) => ({ method: "POST", path: `*/v2/${operation}` })

httpSuite(
  "faults: Aeropay holds, and staff capture",
  (suite) => {
    beforeAll(async () => void (await subscribe(suite)))

    paymentMatrix(suite, aeropayTill("preauth"), [
      authorizing(post("preauthTransaction")),
      capturing(post("capturePreauthTransaction")),
      refunding("refund in full", 1, post("reverseTransaction")),
      refunding("refund in part", 0.5, post("reverseTransaction")),
      canceling({ method: "DELETE", path: "*/v2/preauthTransaction/*" }),
    ])
  },
  { env: MATRIX_ENV }
)
