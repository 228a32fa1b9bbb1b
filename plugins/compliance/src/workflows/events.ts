export const ComplianceWorkflowEvents = {
  /** Facts of variants were created or changed. `{ id }` of the variant, one event for each. */
  PRODUCT_FACTS_SAVED: "compliance.product_facts_saved",
  /** A catalog was imported. `{ id }` of the sales channel it went into. */
  CATALOG_IMPORTED: "compliance.catalog_imported",
} as const
