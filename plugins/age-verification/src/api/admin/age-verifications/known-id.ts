import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"

const ID = /^agev_[0-9A-Za-z]{1,40}$/

/** A path that cannot be an id is not found, before it reaches the database. */
export function knownId(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction) {
  next(
    ID.test(req.params.id)
      ? undefined
      : new MedusaError(MedusaError.Types.NOT_FOUND, "This age verification was not found")
  )
}
