/** Name under which the audit module is resolved. Apart from the module, so that nothing imports its service by accident. */
export const CORE_AUDIT_MODULE = "core_audit"
