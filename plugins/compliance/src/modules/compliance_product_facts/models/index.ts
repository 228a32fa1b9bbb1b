export { ComplianceLot } from "./compliance-lot"
export { ProductFacts } from "./product-facts"
