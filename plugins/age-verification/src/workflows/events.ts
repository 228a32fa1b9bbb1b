/** Events of the plugin. Payload of each: `{ id }` of the verification, nothing personal. */
export const AgeVerificationWorkflowEvents = {
  /** A customer asked to have a birth date reviewed. */
  REQUESTED: "age_verification.verification_requested",
  /** Staff approved. */
  APPROVED: "age_verification.verification_approved",
  /** Staff rejected, or the birth date was below the minimum age. */
  REJECTED: "age_verification.verification_rejected",
  /** The time of an approval ran out. */
  EXPIRED: "age_verification.verification_expired",
} as const
