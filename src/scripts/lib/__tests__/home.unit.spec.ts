import { existsSync } from "node:fs"
import { tmpdir } from "node:os"
import { withHome } from "../home.mjs"

describe("the home folder that npm and Medusa write to", () => {
  it("is the account's own when it can be written", () => {
    const env = { HOME: tmpdir(), OTHER: "1" }
    expect(withHome(env)).toBe(env)
  })

  it("stands in .rise-via otherwise, and npm's cache with it", () => {
    const env = withHome({ HOME: "/nonexistent", npm_config_cache: "/nonexistent/.npm", OTHER: "1" })
    expect(env).toEqual({ HOME: expect.stringMatching(/\.rise-via.home$/), OTHER: "1" })
    expect(existsSync(env.HOME!)).toBe(true)
    expect(withHome({ HOME: "/nonexistent", npm_config_cache: tmpdir() })).toMatchObject({ npm_config_cache: tmpdir() })
  })
})
