import { clock } from "@rise-via/core"
import { httpSuite } from "../../support"
import { adminSpecs } from "./admin"
import { gateSpecs } from "./gate"
import { consequenceSpecs } from "./consequences"
import { storeSpecs } from "./store"

// One boot for all: each part is a file of its own, so that it can be read.
httpSuite("age-verification", (suite) => {
  afterEach(() => clock.reset())

  storeSpecs(suite)
  adminSpecs(suite)
  consequenceSpecs(suite)
  gateSpecs(suite)
})
