import { dirname, join } from "node:path"
import type { HttpSuite } from "../../../support"

/** Runs a scheduled job now, as its schedule would. */
export async function runJob(suite: HttpSuite, file: string): Promise<void> {
  const built = join(dirname(require.resolve("@rise-via/payments/package.json")), ".medusa/server/src/jobs")
  await require(join(built, file)).default(suite.container())
}
