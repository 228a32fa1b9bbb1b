import { allow, block, registerGate } from "@rise-via/core"
import { factsMissingReasons } from "../../lib/facts-gate"

/**
 * Nothing is sold whose facts are not known: a limit that cannot be counted is a limit that cannot be kept
 * (Washington: WAC 314-55-095 counts six kinds of goods, each by another fact).
 */
registerGate(["checkout", "order-change"], {
  name: "compliance.product-facts",
  order: 30,
  fields: ["items.variant.product_facts.*"],
  check: ({ items }) => {
    const reasons = factsMissingReasons(items)
    return reasons.length ? block(...reasons) : allow()
  },
})
