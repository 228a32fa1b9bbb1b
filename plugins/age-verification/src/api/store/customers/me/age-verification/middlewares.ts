import { defineRoutes } from "@rise-via/core"
import { StoreAgeVerificationResponse } from "./answer"
import { StoreRequestAgeVerification } from "./validators"

const path = "/store/customers/me/age-verification"

export const storeAgeVerificationMiddlewares = defineRoutes([
  {
    method: "GET",
    path,
    summary: "The signed-in customer's own verification",
    who: "customer",
    answers: { 200: { description: "`null` when there is none", schema: StoreAgeVerificationResponse } },
  },
  {
    method: "POST",
    path,
    summary: "State a birth date, which staff review",
    description: "What is pending or approved already comes back as it is.",
    who: "customer",
    body: StoreRequestAgeVerification,
    answers: {
      200: { description: "The verification that waits, or was approved", schema: StoreAgeVerificationResponse },
    },
    errors: {
      400: "`age-verification.underage`: below the minimum age, kept as a rejection; or a date that cannot be",
    },
  },
])
