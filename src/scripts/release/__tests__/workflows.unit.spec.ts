import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parse } from "yaml"

const root = join(__dirname, "../../../..")
const folder = join(root, ".github/workflows")
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))

type Step = { uses?: string; run?: string; with?: Record<string, unknown>; env?: Record<string, string> }
type Job = {
  steps: Step[]
  strategy?: { matrix: Record<string, string[]> }
  "timeout-minutes"?: number
  permissions?: object
}
type Workflow = { jobs: Record<string, Job>; permissions?: object; on: Record<string, unknown> }

const workflows = Object.fromEntries(
  readdirSync(folder).map((file) => [file, parse(readFileSync(join(folder, file), "utf8")) as Workflow])
)
const steps = Object.entries(workflows).flatMap(([file, { jobs }]) =>
  Object.values(jobs).flatMap((job) => job.steps.map((step) => ({ file, ...step })))
)
/** What is run, also by an action on our behalf. */
const commands = steps
  .flatMap(({ run, with: inputs = {} }) => [run, inputs.version, inputs.publish])
  .filter((command): command is string => typeof command === "string")
  .flatMap((command) => command.trim().split("\n"))

describe("workflows", () => {
  it("run only commands that exist here", () => {
    expect(commands.length).toBeGreaterThan(5)
    const missing = commands.filter((command) => {
      const [first, second, third] = command.split(" ")
      if (first === "npm") {
        return second === "run" ? !scripts[third] : !["ci", "test"].includes(second)
      }
      return !existsSync(join(root, first === "node" ? second : first))
    })
    expect(missing).toEqual([])
  })

  it("use actions by the commit that was looked at, with its version beside it", () => {
    const text = Object.keys(workflows)
      .map((file) => readFileSync(join(folder, file), "utf8"))
      .join("\n")
    const uses = text.split("\n").filter((line) => /\buses:/.test(line))
    expect(uses.length).toBe(steps.filter(({ uses }) => uses).length)
    expect(uses.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([])
  })

  it("say what they may do, and end", () => {
    for (const { jobs, permissions } of Object.values(workflows)) {
      expect(permissions).toBeDefined()
      expect(Object.values(jobs).filter((job) => !job["timeout-minutes"])).toEqual([])
    }
  })

  it("test on both supported lines of Node, pack and check what would be released", () => {
    const { jobs } = workflows["ci.yml"]
    expect(jobs.test.strategy?.matrix.node).toEqual(["20", "22"])
    for (const command of ["npm ci", ".ci/run", "npm run check", "npm run pack", "npm run release:check"]) {
      expect(commands).toContain(command)
    }
  })

  it("publish from main only, with provenance, and neither an image nor a built shop", () => {
    const { on, jobs } = workflows["release.yml"]
    expect(on).toEqual({ push: { branches: ["main"] } })
    expect(jobs.release.permissions).toMatchObject({ "id-token": "write" })
    const last = jobs.release.steps[jobs.release.steps.length - 1]
    expect(last.env).toMatchObject({ NPM_CONFIG_PROVENANCE: "true", NPM_TOKEN: "${{ secrets.NPM_TOKEN }}" })
    expect(commands.filter((command) => /docker|medusa build|npm publish/.test(command))).toEqual([])
    expect(steps.filter(({ uses }) => /docker|ghcr/.test(uses ?? ""))).toEqual([])
    const before = jobs.release.steps.flatMap(({ run }) => run ?? [])
    expect(before).toEqual(["npm ci", ".ci/run", "npm run release:check"])
  })

  it("no other workflow sees the token", () => {
    const { jobs } = workflows["ci.yml"]
    expect(JSON.stringify(jobs)).not.toContain("secrets.")
  })
})
