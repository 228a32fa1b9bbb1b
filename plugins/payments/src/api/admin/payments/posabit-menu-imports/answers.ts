import { pageOf } from "@rise-via/core"
import { z } from "@medusajs/framework/zod"

const count = z.number().int().min(0)

const fields = {
  id: z.string(),
  state: z.enum(["previewed", "running", "succeeded", "failed"]),
  actor_type: z.string(),
  actor_id: z.string(),
  items_count: count.describe("Products on the menu"),
  done_count: count.describe("How many of them are dealt with"),
  created_count: count,
  updated_count: count,
  unchanged_count: count,
  withdrawn_count: count.describe("Off sale, because they are not on the menu any more"),
  failed_count: count,
  message: z.string().nullable().describe("Why it failed, or what staff must decide"),
  finished_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
}

const Report = z.object({
  lines: z.array(
    z.object({
      item_id: z.string(),
      name: z.string(),
      action: z.enum(["created", "updated", "withdrawn", "failed"]),
      changes: z.array(z.string()),
      message: z.string().optional(),
    })
  ),
  problems: z
    .array(z.object({ item_id: z.string().nullable(), name: z.string().nullable(), message: z.string() }))
    .describe("What of the menu cannot be sold as it is"),
  is_cut: z.boolean().describe("More happened than is listed"),
})

const PosabitMenuImport = z.object(fields).meta({ title: "PosabitMenuImport" })

export const AdminPosabitMenuImportsResponse = pageOf("posabit_menu_imports", PosabitMenuImport)
export const AdminPosabitMenuImportResponse = z.object({
  posabit_menu_import: z.object({ ...fields, report: Report }).meta({ title: "PosabitMenuImportWithReport" }),
})
