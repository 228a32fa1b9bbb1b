import { mkdirSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

/** The folder with `package.json`, wherever the command was called from. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..")

/** Everything a start makes and keeps: database, logs, stamps. Git-ignored; deleting it is a clean slate. */
export const dataFolder = join(root, ".rise-via")

/** A path inside the data folder, whose parent folders exist afterwards. */
export function dataPath(...parts) {
  const path = join(dataFolder, ...parts)
  mkdirSync(dirname(path), { recursive: true })
  return path
}

/** An error whose message is all the reader needs: it is printed without a stack. */
export class PlainError extends Error {}
