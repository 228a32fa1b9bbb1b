/* `npm run pack`: builds what changed and packs every package that goes to npm into `.rise-via/packages/`. */
import { relative } from "node:path"
import { stopChildren } from "./lib/children.mjs"
import { printError } from "./lib/progress.mjs"
import { dataPath, root } from "./lib/project.mjs"
import { demandNode, ensureInstalled } from "./lib/set-up.mjs"

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(name, () => void stopChildren().finally(() => process.exit(130)))
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`

try {
  demandNode()
  await ensureInstalled(process.env)
  const { buildPackages, packAll } = await import("./release/pack.mjs")
  await buildPackages(root)
  for (const { name, manifest, tarball, size, unpackedSize, files } of await packAll({
    root,
    into: dataPath("packages"),
  })) {
    console.log(`${name}@${manifest.version}  ${relative(root, tarball)}`)
    console.log(`  ${files.length} files, ${kilobytes(size)}, unpacked ${kilobytes(unpackedSize)}`)
  }
} catch (error) {
  printError(error)
  process.exitCode = 1
}
