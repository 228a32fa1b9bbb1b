import type { MedusaContainer } from "@medusajs/framework/types"
import { catchUp } from "../lib/catch-up"

export default async function exchangeJob(container: MedusaContainer) {
  await catchUp(container)
}

export const config = {
  name: "core-exchange",
  schedule: "* * * * *",
}
