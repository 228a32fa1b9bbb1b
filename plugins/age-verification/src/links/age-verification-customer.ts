import { defineLink } from "@medusajs/framework/utils"
import CustomerModule from "@medusajs/medusa/customer"
import AgeVerificationModule from "../modules/age_verification"

/** Lets a query on verifications read the customer they are about. */
export default defineLink(
  { linkable: AgeVerificationModule.linkable.ageVerification, field: "customer_id" },
  CustomerModule.linkable.customer,
  { readOnly: true }
)
