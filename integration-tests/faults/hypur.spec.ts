import { httpSuite } from "../support"
import {
  authorizing,
  canceling,
  MATRIX_ENV,
  type Method,
  paymentMatrix,
  refunding,
  type Till,
} from "../support/payment-matrix"
import { hypurTill } from "../support/payment-matrix/tills/hypur"

const call = (name: string) => ({ path: `*/${name}` })
const refused = (name: string) => ({
  name: "a refusal",
  rules: [
    { match: call(name), status: 200, body: { Success: false, Error: { Message: "no", Name: "Refused", Code: 409 } } },
  ],
})

/** She completes first and approves afterwards. */
const later: Till = { ...hypurTill, beforeComplete: undefined }

/** What the poll does when the order is there and her approval comes. */
const collecting: Method = {
  name: "capture",
  call: call("GetRequest"),
  arrange: (seller) => seller.placed(),
  async act({ suite }, sale) {
    await hypurTill.beforeComplete?.(suite, sale)
    await hypurTill.take(suite, sale)
    return { status: 200, body: {} }
  },
  isDone: ({ medusa }, sale) => medusa.captured === sale.cents,
}

httpSuite(
  "faults: Hypur, approved before the order",
  (suite) => {
    paymentMatrix(suite, hypurTill, [
      authorizing(call("GetRequest"), [refused("GetRequest")]),
      refunding("refund in full", 1, call("Refund"), [refused("Refund")]),
      refunding("refund in part", 0.5, call("Refund"), [refused("Refund")]),
    ])
    describe("approved after the order", () => {
      paymentMatrix(suite, later, [collecting, canceling(call("Cancel"), [refused("Cancel")])])
    })
  },
  { env: MATRIX_ENV }
)
