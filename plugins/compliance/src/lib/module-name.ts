/** Name under which the module is resolved. Apart from the module, so that plain code can name it without loading it. */
export const COMPLIANCE_PRODUCT_FACTS_MODULE = "compliance_product_facts"
