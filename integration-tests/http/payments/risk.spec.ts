import { httpSuite } from "../../support"
import { decisionSpecs } from "./risk/decisions"
import { outcomeSpecs } from "./risk/outcomes"
import { policySpecs } from "./risk/policy"
import { reviewSpecs } from "./risk/reviews"
import { shop } from "./risk/shop"

httpSuite("payments: risk", (suite) => {
  beforeAll(() => shop(suite).offerManualPayment())

  decisionSpecs(suite)
  reviewSpecs(suite)
  policySpecs(suite)
  outcomeSpecs(suite)
})
