/** Name under which the module is resolved. Apart from the module, so that nothing imports its service by accident. */
export const AGE_VERIFICATION_MODULE = "age_verification"
