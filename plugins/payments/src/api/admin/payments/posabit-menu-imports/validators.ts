import { z } from "@medusajs/framework/zod"
import { createFindParams } from "@medusajs/medusa/api/utils/validators"

const State = z.enum(["previewed", "running", "succeeded", "failed"])

export const AdminGetPosabitMenuImportsParams = createFindParams({ limit: 20, offset: 0, order: "-created_at" })
  .extend({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    state: z.union([State, z.array(State).max(4)]).optional(),
  })
  .strict()

export const AdminGetPosabitMenuImportParams = z.strictObject({})

export const AdminImportPosabitMenu = z.strictObject({
  dry_run: z.boolean().describe("Say what would be created, updated and withdrawn, and change nothing"),
  withdraw_all: z
    .boolean()
    .optional()
    .describe("Take products off sale also when most of the menu is gone. Default: staff are asked first"),
})
export type AdminImportPosabitMenuType = z.infer<typeof AdminImportPosabitMenu>
