import { adminSpecs } from "./admin"
import { gateSpecs } from "./gate"
import { imageSpecs } from "./images"
import { importSpecs } from "./import"
import { storeSpecs } from "./store"
import { httpSuite } from "../../support"

// One boot for all: each part is a file of its own, so that it can be read.
httpSuite("compliance", (suite) => {
  storeSpecs(suite)
  adminSpecs(suite)
  gateSpecs(suite)
  importSpecs(suite)
  imageSpecs(suite)
})
