import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { canReach, placeCluster } from "../postgres-files.mjs"

describe("where the cluster of root's shop lives", () => {
  /** Somebody who owns nothing here, as the user that root lends to PostgreSQL. */
  const user = { uid: 54_321, gid: 54_321 }
  let top: string
  let base: string
  let native: string
  const place = (folder: string) => placeCluster(folder, { base, user, native })

  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), "rise-via-place-"))
    chmodSync(top, 0o755)
    base = join(top, "var")
    native = join(top, "package", "native")
    mkdirSync(join(native, "bin"), { recursive: true })
    writeFileSync(join(native, "bin", "postgres"), "program")
    writeFileSync(join(top, "package", "package.json"), '{"version":"18.4.0"}')
    mkdirSync(join(top, "open"))
    mkdirSync(join(top, "home"), { mode: 0o700 })
  })
  afterEach(() => rmSync(top, { recursive: true, force: true }))

  it("is the shop's own folder when that user can get there", () => {
    expect(canReach(join(top, "open"), user)).toBe(true)
    expect(place(join(top, "open", "postgres"))).toEqual({ data: join(top, "open", "postgres"), native, user })
    expect(existsSync(base)).toBe(false)
  })

  it("is a folder outside, with a link, when the shop stands in root's home", () => {
    const folder = join(top, "home", "postgres")
    expect(canReach(join(top, "home"), user)).toBe(false)
    const placed = place(folder)
    expect(placed.data.startsWith(base)).toBe(true)
    expect(readlinkSync(folder)).toBe(placed.data)
    expect(existsSync(join(placed.native, "bin", "postgres"))).toBe(true)
    mkdirSync(placed.data)
    expect(place(folder).data).toBe(placed.data)
  })

  it("is a clean slate after .rise-via was deleted, and in a copy of the shop", () => {
    const folder = join(top, "home", "postgres")
    const { data } = place(folder)
    mkdirSync(data)
    cpSync(join(top, "home"), join(top, "home2"), { recursive: true, verbatimSymlinks: true })
    chmodSync(join(top, "home2"), 0o700)
    const copy = place(join(top, "home2", "postgres"))
    expect(copy.data).not.toBe(data)
    expect(existsSync(data)).toBe(true)
    rmSync(folder)
    expect(place(folder).data).toBe(data)
    expect(existsSync(data)).toBe(false)
  })

  it("says so when a folder that was within reach no longer is", () => {
    mkdirSync(join(top, "home", "postgres"))
    expect(() => place(join(top, "home", "postgres"))).toThrow("cannot reach")
    expect(lstatSync(join(top, "home", "postgres")).isDirectory()).toBe(true)
  })
})
