import type { InferTypeOf } from "@medusajs/framework/types"
import type { HypurAct, HypurRequest } from "../modules/payments_hypur/models"

export type HypurRequestDTO = Omit<InferTypeOf<typeof HypurRequest>, "acts">
export type HypurActDTO = Omit<InferTypeOf<typeof HypurAct>, "hypur_request">
