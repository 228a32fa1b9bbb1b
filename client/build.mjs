/* Compiles `src` twice, as the SDK itself is published: CommonJS into `dist`, ES modules into `dist/esm`. */
import { spawnSync } from "node:child_process"
import { rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { fileURLToPath } from "node:url"

const path = (name) => fileURLToPath(new URL(name, import.meta.url))
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc")

rmSync(path("dist"), { recursive: true, force: true })
for (const project of ["tsconfig.json", "tsconfig.esm.json"]) {
  const { status } = spawnSync(process.execPath, [tsc, "-p", path(project)], { stdio: "inherit" })
  if (status !== 0) {
    process.exit(status ?? 1)
  }
}
// Node reads .js files as CommonJS unless the nearest package.json says otherwise.
writeFileSync(path("dist/esm/package.json"), `${JSON.stringify({ type: "module" })}\n`)
