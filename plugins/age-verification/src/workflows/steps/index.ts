export * from "./decide-age-verification"
export * from "./expire-age-verifications"
export * from "./request-age-verification"
