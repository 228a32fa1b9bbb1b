import { spawn } from "node:child_process"
import { join } from "node:path"

/**
 * Runs `generate.ts` on the sources of the plugins: TypeScript as it stands, with `@rise-via/*` leading to sources too,
 * so that nothing has to be built before and nothing stale is read.
 *
 * @param args `openapi` or `readmes`, and `--check`
 * @returns `{ code, output }`; with `show` the output goes to the terminal instead
 */
export function generate(root, args, { show = false } = {}) {
  const child = spawn(process.execPath, ["--import", "tsx", join(root, "src/scripts/docs/generate.ts"), ...args], {
    cwd: root,
    env: { ...process.env, TSX_TSCONFIG_PATH: join(root, "src/scripts/checks/tsconfig.server.json") },
    stdio: show ? "inherit" : ["ignore", "pipe", "pipe"],
  })
  let output = ""
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => (output += chunk))
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("close", (code) => resolve({ code: code ?? 1, output }))
  })
}
