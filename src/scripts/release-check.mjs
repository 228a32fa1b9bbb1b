/* `npm run release:check`: packs as `npm run pack` does, and looks at what would go out. One line a problem. */
import { rmSync } from "node:fs"
import { stopChildren } from "./lib/children.mjs"
import { printError } from "./lib/progress.mjs"
import { dataPath, root } from "./lib/project.mjs"
import { demandNode, ensureInstalled } from "./lib/set-up.mjs"

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(name, () => void stopChildren().finally(() => process.exit(130)))
}

try {
  demandNode()
  await ensureInstalled(process.env)
  const { buildPackages, packAll } = await import("./release/pack.mjs")
  const { checkRelease } = await import("./release/check.mjs")
  await buildPackages(root)
  const packed = await packAll({ root, into: dataPath("packages") })
  const work = dataPath("packages", "unpacked")
  const problems = await checkRelease({ root, packed, work }).finally(() =>
    rmSync(work, { recursive: true, force: true })
  )
  for (const problem of problems) {
    console.log(problem)
  }
  const names = packed.map(({ name, manifest }) => `${name}@${manifest.version}`).join(", ")
  console.log(problems.length ? `\n${problems.length} problems` : `Ready to release: ${names}`)
  process.exitCode = problems.length ? 1 : 0
} catch (error) {
  printError(error)
  process.exitCode = 1
}
