import { accessSync, constants } from "node:fs"
import { homedir } from "node:os"
import { dirname } from "node:path"
import { dataPath } from "./project.mjs"

function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch (error) {
    if (["EACCES", "ENOENT", "ENOTDIR", "EROFS"].includes(error.code)) return false
    throw error
  }
}

/**
 * npm and Medusa's command line keep files in the home folder and fail without one. Accounts of services and containers
 * may have none that can be written; they get one inside `.rise-via/`.
 */
export function withHome(env) {
  const home = env.HOME || homedir()
  if (isWritable(home)) return env
  const own = dirname(dataPath("home", "x"))
  // npm tells its children about a cache that it could not write itself.
  const { npm_config_cache, XDG_CONFIG_HOME, ...rest } = env
  const kept = { npm_config_cache, XDG_CONFIG_HOME }
  const usable = Object.entries(kept).filter(([, folder]) => folder && isWritable(folder))
  return { ...rest, ...Object.fromEntries(usable), HOME: own }
}
