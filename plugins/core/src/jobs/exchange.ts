import type { MedusaContainer } from "@medusajs/framework/types"
import { runMinuteJob } from "../lib/job-watch"

export default async function exchangeJob(container: MedusaContainer) {
  await runMinuteJob(container)
}

export const config = {
  name: "core-exchange",
  schedule: "* * * * *",
}
