import type { GateReason } from "@rise-via/core"
import type { AgeStanding } from "./standing"

/** Why the age gate stops a sale, in words for the shopper. `code` is stable for storefronts. */
export function ageReason(standing: Exclude<AgeStanding, "confirmed"> | "sign_in", minimumAge: number): GateReason {
  return {
    code: `age-verification.${standing}`,
    message: MESSAGES[standing](minimumAge),
    facts: { minimum_age: minimumAge },
  }
}

const MESSAGES: Record<Exclude<AgeStanding, "confirmed"> | "sign_in", (minimumAge: number) => string> = {
  sign_in: (age) =>
    `Please sign in to your account: we sell only to people of ${age} or older whose age we have confirmed.`,
  required: (age) => `Please confirm your age first: we sell only to people of ${age} or older.`,
  pending: () => "We are still checking your age. We will write to you as soon as it is done.",
  rejected: () => "We could not confirm your age. Please check your date of birth and ask us again.",
  underage: (age) => `You must be ${age} or older to buy from us.`,
  expired: () => "Your age confirmation has run out. Please confirm your age again.",
}
