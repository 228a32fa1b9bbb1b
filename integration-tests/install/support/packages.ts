import { existsSync, symlinkSync } from "node:fs"
import { join } from "node:path"
import { projectRoot } from "../../support/settings"

export type Packed = {
  /** npm name. */
  name: string
  version: string
  /** Path of the tarball. */
  tarball: string
  /** Folder of its sources. */
  source: string
}

/** Tarballs of the built plugins, core first, made anew for each spec file. */
export async function packPlugins(label: string): Promise<Packed[]> {
  const release = join(projectRoot, "src/scripts/release")
  const { packAll } = require(join(release, "pack.mjs"))
  const { publishable } = require(join(release, "workspaces.mjs"))
  const only = publishable(projectRoot)
    .filter(({ at }: { at: string }) => at.startsWith("plugins/"))
    .map(({ name }: { name: string }) => name)
  const packed = await packAll({ root: projectRoot, into: join(projectRoot, `.rise-via/test/packages-${label}`), only })
  return packed.map(({ name, manifest, tarball, folder }: any) => ({
    name,
    version: manifest.version,
    tarball,
    source: folder,
  }))
}

/**
 * Puts a package where npm would. Packages that it needs in another version than the repository's lie beside its
 * sources, as npm has put them there.
 */
export async function unpackInto({ tarball, source }: Packed, folder: string): Promise<void> {
  const { unpack } = require(join(projectRoot, "src/scripts/release/tarball.mjs"))
  await unpack(tarball, folder)
  if (existsSync(join(source, "node_modules"))) {
    symlinkSync(join(source, "node_modules"), join(folder, "node_modules"), "dir")
  }
}
