import { join } from "node:path"
import { checkLicences } from "../checks/licences.mjs"
import { checkFiles } from "./check-files.mjs"
import { checkImports } from "./check-imports.mjs"
import { checkVersions } from "./check-versions.mjs"
import { unpack } from "./tarball.mjs"

/**
 * Everything that must be so before a release, one line a problem.
 *
 * @param packed what `packAll` answers
 * @param work folder for the unpacked packages
 */
export async function checkRelease({ root, packed, work }) {
  const problems = [...checkVersions(root, packed), ...checkLicences(root).problems]
  for (const one of packed) {
    const unpacked = join(work, one.name.replace("/", "-"))
    const files = await unpack(one.tarball, unpacked)
    const whole = { ...one, files, unpacked }
    problems.push(...checkFiles(root, whole), ...(await checkImports(whole)))
  }
  return problems
}
