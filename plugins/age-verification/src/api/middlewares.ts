import { defineMiddlewares } from "@medusajs/framework/http"
import { adminAgeVerificationMiddlewares } from "./admin/age-verifications/middlewares"
import { storeAgeVerificationMiddlewares } from "./store/customers/me/age-verification/middlewares"

export default defineMiddlewares({
  routes: [...storeAgeVerificationMiddlewares, ...adminAgeVerificationMiddlewares],
})
