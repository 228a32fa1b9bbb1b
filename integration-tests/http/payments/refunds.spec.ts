import { httpSuite } from "../../support"
import { approvalSpecs } from "./refunds/approval"
import { limitSpecs } from "./refunds/limits"
import { outcomeSpecs } from "./refunds/outcomes"
import { refundsOf } from "./refunds/support"

httpSuite("payments: refunds", (suite) => {
  const specs = refundsOf(suite)
  beforeAll(() => specs.bank.register())
  afterEach(() => {
    specs.bank.forgetFaults()
    specs.bank.isSlow = false
  })

  limitSpecs(suite, specs)
  outcomeSpecs(suite, specs)
  approvalSpecs(suite, specs)
})
