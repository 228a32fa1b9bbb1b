import { type Copy, DockerfileParser, type From } from "dockerfile-ast"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import {
  composeText,
  environmentOf,
  interpolate,
  readCompose,
  variablesOf,
} from "../../../../integration-tests/support/compose"
import { envGroups } from "../../checks/env-template.mjs"
import { root } from "../project.mjs"

type Variable = { name: string; secret?: boolean; requiredLive?: boolean }

const compose = readCompose()
const { server, worker, migrate, sandbox, postgres, redis, storage } = compose.services
const ours = { server, worker, migrate, sandbox }
const services = Object.entries(compose.services)
const text = (path: string) => readFileSync(join(root, path), "utf8")
const scripts: Record<string, string> = JSON.parse(text("package.json")).scripts

/** Tag with a version, or a digest: what is fetched tomorrow is what was meant today. */
const PINNED = /^[\w./-]+:v?\d+\.\d+(\.\d+)?(-[\w.-]+)?(@sha256:[0-9a-f]{64})?$/

/** What of a command in exec form is a file of the tree, and must be there. */
const filesOf = (command: string[]) => command.filter((word) => /\.(m?js|ts)$/.test(word))

let groups: { path: string; variables: Variable[] }[]
let declared: Variable[]

beforeAll(async () => {
  groups = await envGroups(root, (path: string) => import(path))
  declared = groups.flatMap(({ variables }) => variables)
})

describe("docker-compose.yml", () => {
  it("has the processes and the services of a scaled-out shop", () => {
    expect(Object.keys(compose.services).sort()).toEqual(
      ["migrate", "postgres", "redis", "sandbox", "server", "storage", "worker"].sort()
    )
    expect(sandbox.profiles).toEqual(["demo"])
    expect(Object.keys(compose.services).filter((name) => compose.services[name].profiles)).toEqual(["sandbox"])
  })

  it("uses no variable that .env.template does not explain", () => {
    const names = declared.map(({ name }) => name)
    const template = text(".env.template")
    const used = new Set(variablesOf(composeText()).map(({ name }) => name))
    expect([...used].filter((name) => !names.includes(name) || !template.includes(`# ${name}=`))).toEqual([])
  })

  it("hands every variable of the plugins to server, worker and migrate", () => {
    const wanted = groups.filter(({ path }) => path.includes("/plugins/")).flatMap(({ variables }) => variables)
    for (const [name, service] of Object.entries({ server, worker, migrate })) {
      const given = Object.keys(service.environment!)
      const missing = wanted.map((variable) => variable.name).filter((variable) => !given.includes(variable))
      const own = name === "migrate" ? ["MEDUSA_WORKER_MODE"] : []
      expect({ name, missing }).toEqual({ name, missing: own })
    }
    expect(server.environment!.MEDUSA_WORKER_MODE).toBe("server")
    expect(worker.environment!.MEDUSA_WORKER_MODE).toBe("worker")
  })

  it("keeps no secret, and says which is missing", () => {
    const secrets = declared.filter(({ secret }) => secret).map(({ name }) => name)
    const named = variablesOf(composeText()).filter(({ name }) => secrets.includes(name))
    expect(named.filter(({ operator, word }) => operator.endsWith("-") && word)).toEqual([])
    const literal = services.flatMap(([service, { environment = {} }]) =>
      Object.entries(environment)
        .filter(([name, value]) => /SECRET|PASSWORD|TOKEN|KEY/.test(name) && !/^\$\{[^}]+\}$/.test(String(value)))
        .map(([name]) => `${service}: ${name}`)
    )
    expect(literal).toEqual([])
    for (const name of ["POSTGRES_PASSWORD", "JWT_SECRET", "COOKIE_SECRET", "AUDIT_KEY", "S3_SECRET_ACCESS_KEY"]) {
      const others = Object.fromEntries(secrets.filter((secret) => secret !== name).map((secret) => [secret, "x"]))
      const known = { BACKEND_URL: "http://server:9000", S3_FILE_URL: "http://localhost:9200/shop-files", ...others }
      expect(() => environmentOf(server, known)).toThrow(new RegExp(`^${name} is missing`))
    }
  })

  it("refuses to go live with the sandbox unless it is told away", () => {
    expect(interpolate(server.environment!.SANDBOX_URL, {})).toBe("http://sandbox:9100")
    expect(interpolate(server.environment!.SANDBOX_URL, { SANDBOX_URL: "" })).toBe("")
  })

  it("tells the sandbox where the shop is, for its webhooks", () => {
    expect(sandbox.environment!.BACKEND_URL).toBe(server.environment!.BACKEND_URL)
  })

  it("starts nothing before what it needs, and migrates first", () => {
    for (const { depends_on: needs = {} } of [server, worker, migrate]) {
      for (const name of ["postgres", "redis", "storage"]) {
        expect(needs[name]).toEqual({ condition: "service_healthy" })
      }
    }
    for (const { depends_on: needs = {} } of [server, worker]) {
      expect(needs.migrate).toEqual({ condition: "service_completed_successfully" })
    }
    expect(migrate.restart).toBe("no")
    for (const [name, { depends_on: needs = {} }] of services) {
      const unknown = Object.keys(needs).filter((other) => !compose.services[other])
      const unhealthy = Object.entries(needs).filter(
        ([other, { condition }]) => condition === "service_healthy" && !compose.services[other].healthcheck?.test
      )
      expect({ name, unknown, unhealthy }).toEqual({ name, unknown: [], unhealthy: [] })
    }
  })

  it("restarts what ends, and keeps what must stay in volumes that are declared", () => {
    const lasting = services.filter(([name]) => name !== "migrate")
    expect(lasting.filter(([, { restart }]) => restart !== "unless-stopped")).toEqual([])
    const used = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(":")[0]))
    expect(used.sort()).toEqual(Object.keys(compose.volumes).sort())
    for (const service of [postgres, redis, storage]) {
      expect(service.volumes).toHaveLength(1)
    }
  })

  it("fetches pinned images of others, and builds ours without ever fetching it", () => {
    for (const [name, { image, build, pull_policy: policy }] of services) {
      if (build) {
        expect({ name, build, policy }).toEqual({ name, build: ".", policy: "build" })
      } else {
        expect(image).toMatch(PINNED)
      }
    }
    expect(services.filter(([, { build }]) => build).map(([name]) => name)).toEqual(Object.keys(ours))
  })

  it("opens ports to this machine only", () => {
    const open = services.flatMap(([, { ports = [] }]) => ports as string[])
    expect(open.length).toBeGreaterThan(0)
    expect(open.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([])
    expect([postgres.ports, redis.ports, worker.ports]).toEqual([undefined, undefined, undefined])
  })

  it("gives our processes no rights that they do not need", () => {
    for (const service of Object.values(ours)) {
      expect(service).toEqual(expect.objectContaining({ read_only: true, init: true, cap_drop: ["ALL"] }))
      // The image's own, who is not root.
      expect(service.user).toBeUndefined()
      expect(service.security_opt).toContain("no-new-privileges:true")
    }
  })

  it("runs commands that exist", () => {
    const commands = Object.values(ours).flatMap(({ command = [], healthcheck }) => [command, healthcheck?.test ?? []])
    const files = commands.flatMap(filesOf)
    expect(files.length).toBeGreaterThanOrEqual(5)
    expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it("lets the sandbox be reached, and call the server back", () => {
    expect(sandbox.environment).toEqual(expect.objectContaining({ SANDBOX_HOST: "0.0.0.0", SANDBOX_CALLS: "server" }))
    expect(interpolate(server.environment!.SANDBOX_URL, {})).toBe(`http://sandbox:${sandbox.environment!.SANDBOX_PORT}`)
  })
})

describe("Dockerfile", () => {
  const file = DockerfileParser.parse(text("Dockerfile"))
  const instructions = file.getInstructions()
  const named = (keyword: string) => instructions.filter((instruction) => instruction.getKeyword() === keyword)
  const last = instructions.slice(instructions.map((instruction) => instruction.getKeyword()).lastIndexOf("FROM"))
  const wordsOf = (keyword: string) => {
    const found = last.find((instruction) => instruction.getKeyword() === keyword)!
    return JSON.parse(found.getArgumentsContent()!.replace(/^[^[]*/s, "")) as string[]
  }

  it("builds on a pinned image, in more than one stage", () => {
    const bases = file.getFROMs().map((from: From) => from.getImage()!)
    expect(bases.length).toBeGreaterThan(1)
    expect(bases.filter((image) => !PINNED.test(image))).toEqual([])
  })

  it("copies what is there and is not kept from it", () => {
    const copies = (named("COPY") as Copy[]).filter((copy) => !copy.getFromFlag())
    const sources = copies.flatMap((copy) =>
      copy
        .getArguments()
        .slice(0, -1)
        .map((argument) => argument.getValue())
    )
    expect(sources.length).toBeGreaterThan(0)
    expect(sources.filter((path) => !existsSync(join(root, path)) || isIgnored(path))).toEqual([])
    const stages = file.getFROMs().map((from: From) => from.getBuildStage())
    const froms = (named("COPY") as Copy[]).flatMap((copy) => copy.getFromFlag()?.getValue() ?? [])
    expect(froms.filter((stage) => !stages.includes(stage))).toEqual([])
  })

  it("leaves out what a machine keeps to itself, and takes all that the build and the processes need", () => {
    for (const path of [".env", ".env.local", ".git", ".rise-via", "node_modules", "plugins/core/.medusa", "static"]) {
      expect({ path, ignored: isIgnored(path) }).toEqual({ path, ignored: true })
    }
    const workspaces = ["plugins/core", "plugins/payments", "plugins/compliance", "plugins/age-verification", "client"]
    const commands = Object.values(ours).flatMap(({ command = [], healthcheck }) => [
      ...filesOf(command),
      ...filesOf(healthcheck?.test ?? []),
    ])
    const needed = [
      ...["package.json", "package-lock.json", ".npmrc", "medusa-config.ts", "tsconfig.json", "tsconfig.base.json"],
      ...workspaces.map((path) => `${path}/package.json`),
      ...commands.filter((path) => !path.startsWith("node_modules/")),
      ...["src/scripts/seed.ts", "src/demo.ts", "data/catalog/products.csv"],
    ]
    expect(needed.filter((path) => !existsSync(join(root, path)) || isIgnored(path))).toEqual([])
  })

  it("runs scripts that package.json has", () => {
    const commands = named("RUN").map((run) => run.getArgumentsContent() ?? "")
    const wanted = commands.flatMap((command) => [...command.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name))
    expect(wanted).toContain("build")
    expect(wanted.filter((name) => !scripts[name])).toEqual([])
    expect(commands.some((command) => /npm ci/.test(command))).toBe(true)
  })

  it("runs as somebody who is not root, says how it is, and is told apart by its command alone", () => {
    expect(last.find((instruction) => instruction.getKeyword() === "USER")?.getArgumentsContent()).toBe("node")
    expect(filesOf(wordsOf("HEALTHCHECK")).filter((path) => !existsSync(join(root, path)))).toEqual([])
    expect(wordsOf("CMD")).toEqual(server.command)
    expect(worker.command).toEqual(server.command)
  })

  it("has no secret in it", () => {
    const settings = [...named("ENV"), ...named("ARG")].map((instruction) => instruction.getArgumentsContent() ?? "")
    const secrets = declared.filter(({ secret }) => secret).map(({ name }) => name)
    expect(secrets.filter((name) => settings.some((setting) => setting.includes(name)))).toEqual([])
  })
})

/** As Docker reads .dockerignore: the last pattern that fits a path or one of its folders decides. */
function isIgnored(path: string): boolean {
  const parts = path.replace(/^\.\/?/, (dots) => (dots === "." && path !== "." ? "." : "")).split("/")
  const prefixes = parts.map((_, index) => parts.slice(0, index + 1).join("/"))
  const patterns = text(".dockerignore")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("#"))
  return patterns.reduce((ignored, pattern) => {
    const isExcept = pattern.startsWith("!")
    const expression = new RegExp(
      `^${pattern
        .replace(/^!/, "")
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replace(/\*\*\//g, "(.+/)?")
        .replace(/(?<!\()\*/g, "[^/]*")}$`
    )
    return prefixes.some((prefix) => expression.test(prefix)) ? !isExcept : ignored
  }, false)
}
