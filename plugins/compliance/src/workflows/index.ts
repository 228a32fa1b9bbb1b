export { ComplianceWorkflowEvents } from "./events"
export { importCatalogWorkflow, importCatalogWorkflowId } from "./import-catalog"
export { moveProductImagesWorkflow, moveProductImagesWorkflowId } from "./move-product-images"
export { saveProductFactsWorkflow, saveProductFactsWorkflowId } from "./save-product-facts"
