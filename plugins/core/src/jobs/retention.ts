import type { MedusaContainer } from "@medusajs/framework/types"
import { deleteOldRows } from "../lib/retention"

/** Once a day, in the quiet hours of North America. */
export default async function retentionJob(container: MedusaContainer) {
  await deleteOldRows(container)
}

export const config = {
  name: "core-retention",
  schedule: "23 10 * * *",
}
