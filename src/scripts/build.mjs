/* `npm run build`: installs what is missing, then builds the plugins and the admin that changed. */
import { stopChildren } from "./lib/children.mjs"
import { loadEnv } from "./lib/env-file.mjs"
import { printError, step } from "./lib/progress.mjs"
import { demandNode, ensureBuilt } from "./lib/set-up.mjs"

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(name, () => void stopChildren().finally(() => process.exit(130)))
}

try {
  demandNode()
  const env = loadEnv()
  await ensureBuilt(env)
  const { buildAdmin } = await import("./lib/build-admin.mjs")
  await step("Building the admin", async () => ((await buildAdmin({ env })) ? "built" : "nothing changed"))
} catch (error) {
  printError(error)
  process.exitCode = 1
}
