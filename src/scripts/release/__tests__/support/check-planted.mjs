/* Run as `node check-planted.mjs <root> …`: packs and checks each tree, and prints `[[problem, …], …]`. */
import { join } from "node:path"
import { checkRelease } from "../../check.mjs"
import { packAll } from "../../pack.mjs"

async function check(root) {
  const packed = await packAll({ root, into: join(root, "packages") })
  return await checkRelease({ root, packed, work: join(root, "unpacked") })
}

const roots = process.argv.slice(2)
const found = []
const lane = async () => {
  for (let next = found.length; next < roots.length; next = found.length) {
    found.push(undefined)
    found[next] = await check(roots[next])
  }
}
await Promise.all([lane(), lane()])
process.stdout.write(JSON.stringify(found))
