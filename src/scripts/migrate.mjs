/*
 * What has to happen once before servers and workers of a release start: the database is migrated, the bucket made, and
 * in demo mode the shop filled. All of it may be repeated. (`npm start` does the same by itself.)
 */
import { stopChildren } from "./lib/children.mjs"
import { loadEnv } from "./lib/env-file.mjs"
import { ensureBucket } from "./lib/ensure-bucket.mjs"
import { migrate, seedOnce } from "./lib/prepare-database.mjs"
import { printError, step } from "./lib/progress.mjs"
import { PlainError } from "./lib/project.mjs"
import { readSettings, serverEnvironment } from "./lib/settings.mjs"

async function main() {
  const settings = readSettings(loadEnv())
  const env = serverEnvironment(loadEnv(), settings)
  if (!env.DATABASE_URL) throw new PlainError("DATABASE_URL is not set.")
  await step("Migrating the database", async () => ((await migrate(env)) ? "done" : "nothing changed"))
  if (env.S3_BUCKET) {
    await step("Looking for the bucket", async () => ((await ensureBucket(env)) ? "made" : "was there"))
  }
  if (settings.isDemo) {
    await step("Filling the shop", async () => ((await seedOnce(env)) ? "done" : "was done before"))
  }
}

for (const name of ["SIGINT", "SIGTERM"]) {
  process.once(name, () => void stopChildren().finally(() => process.exit(1)))
}

main().catch((error) => {
  printError(error)
  process.exitCode = 1
})
