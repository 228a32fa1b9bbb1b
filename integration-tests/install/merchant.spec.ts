import { randomBytes } from "node:crypto"
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { dropDatabase } from "../support/database"
import { isFull, projectRoot } from "../support/settings"
import { bundled, traces } from "./support/admin-bundle"
import { makeDatabase } from "./support/databases"
import { Merchant } from "./support/merchant"
import { makeStaff, signIn } from "./support/people"
import { packPlugins, type Packed } from "./support/packages"
import { instructions } from "./support/readme"
import { askAll, complaint, type People, routesOf } from "./support/routes"
import { works } from "./support/works"

jest.setTimeout(isFull() ? 1_200_000 : 420_000)

const CORE = "@rise-via/core"
const short = (name: string) => name.replace("@rise-via/", "")

let packed: Packed[]
let withAll: string
const databases: string[] = []
const merchants: Merchant[] = []

async function open(name: string, options: Parameters<typeof Merchant.unpacked>[1]): Promise<Merchant> {
  const merchant = await Merchant.unpacked(name, options)
  merchants.push(merchant)
  return merchant
}

async function database(label: string, from?: string): Promise<string> {
  const name = await makeDatabase(label, from)
  databases.push(name)
  return name
}

async function succeeds(merchant: Merchant, ...args: string[]): Promise<void> {
  const { code, output } = await merchant.medusa(...args)
  expect(`${args.join(" ")}: ${code}${code ? `\n${output}` : ""}`).toBe(`${args.join(" ")}: 0`)
}

/** Every route answers, staff only to staff. */
async function routesAnswer(merchant: Merchant, packages: Packed[], people: People): Promise<void> {
  const routes = packages.flatMap(({ name }) => routesOf(merchant.package(name)))
  expect(routes.length).toBeGreaterThan(packages.length)
  const answers = await askAll(merchant, routes, people)
  expect(answers.map(complaint).filter(Boolean)).toEqual([])
}

beforeAll(async () => {
  packed = await packPlugins("merchant")
})

afterAll(async () => {
  for (const merchant of merchants) {
    await merchant.remove()
  }
  for (const name of databases) {
    await dropDatabase(name)
  }
})

describe("a stock application with all plugins, configured as the store of this repository", () => {
  let merchant: Merchant

  it("bundles the admin pages of every plugin, out of the installed packages and without a secret", async () => {
    withAll = await database("all")
    const config = readFileSync(join(projectRoot, "medusa-config.ts"), "utf8")
    merchant = await open("all", { packages: packed, database: withAll, config, variables: [] })
    for (const { name } of packed) {
      const entry = join(merchant.package(name), ".medusa/server/src/admin/index.mjs")
      appendFileSync(entry, `\nglobalThis["installed ${name}"] = true\n`)
    }
    await succeeds(merchant, "build", "--admin-only", "--lint", "false")
    const text = bundled(join(merchant.folder, ".medusa/admin"))
    for (const { name } of packed) {
      expect(text).toContain(`installed ${name}`)
      expect(traces(merchant.package(name)).length).toBeGreaterThan(0)
      expect(traces(merchant.package(name)).filter((path) => !text.includes(path))).toEqual([])
    }
    symlinkSync(join(merchant.folder, ".medusa"), join(merchant.folder, "public"), "dir")
  })

  it("migrates an empty database", async () => {
    for (const name of ["AUDIT_KEY", "POSABIT_CALLBACK_SECRET"]) {
      merchant.addVariable(name, randomBytes(32).toString("hex"))
    }
    await succeeds(merchant, "db:migrate", "--execute-safe-links")
    await makeStaff(merchant)
  })

  it("starts, serves the admin, and every route answers", async () => {
    await merchant.start()
    expect((await merchant.api().get("/app")).text).toContain("<html")
    const people = await signIn(merchant, withAll)
    await routesAnswer(merchant, packed, people)
    for (const work of Object.values(works)) {
      await work(merchant, people)
    }
  })

  it("has used nothing but the installed packages", async () => {
    await merchant.stop()
    const { foreign, own } = merchant.loaded()
    expect(foreign).toEqual([])
    expect(own).toBeGreaterThan(100)
  })
})

describe("a stock application with one plugin, configured as its README says", () => {
  // Tables of the other plugins do no harm; each really migrates alone in the full run.
  const plugins = require(join(projectRoot, "src/scripts/release/workspaces.mjs"))
    .publishable(projectRoot)
    .filter(({ at }: { at: string }) => at.startsWith("plugins/"))
    .map(({ name }: { name: string }) => short(name)) as string[]

  it.each(plugins)("%s", async (plugin) => {
    const own = await database(plugin, isFull() ? undefined : withAll)
    const packages = packed.filter(({ name }) => name === CORE || short(name) === plugin)
    const merchant = await open(plugin, { packages, database: own })
    merchant.write({ "public/admin/index.html": "<html></html>" })
    if (isFull()) {
      await succeeds(merchant, "db:migrate", "--execute-safe-links")
      await makeStaff(merchant)
    }
    await merchant.start()
    const people = await signIn(merchant, own)
    await routesAnswer(merchant, packages, people)
    await works.core(merchant, people)
    await works[plugin]?.(merchant, people)
    await merchant.stop()
    expect(merchant.loaded().foreign).toEqual([])
  })
})

/** Minutes, and a registry: only in the full run. */
function withNpm() {
  const wanted = [CORE, "@rise-via/age-verification"]
  let merchant: Merchant
  let own: string

  const types = async (command: string) => {
    const { code, output } = await merchant.shell(command)
    expect(`${command}: ${code}${code ? `\n${output}` : ""}`).toBe(`${command}: 0`)
  }

  it("npm installs the tarballs beside a stock application, without force and without a second copy", async () => {
    own = await database("npm")
    merchant = Merchant.stock(mkdtempSync(join(tmpdir(), "rise-via-merchant-")), own)
    merchants.push(merchant)
    await types("npm install --no-fund --no-audit")
    const tarballs = packed.filter(({ name }) => wanted.includes(name)).map(({ tarball }) => tarball)
    await types(`npm install --no-fund --no-audit ${tarballs.join(" ")}`)
    const copies = readdirSync(join(merchant.folder, "node_modules"), { recursive: true, encoding: "utf8" })
    for (const name of [...wanted, "@medusajs/framework", "@medusajs/ui", "react", "react-router-dom", "zod"]) {
      expect([name, copies.filter((path) => path.endsWith(`${name}/package.json`) && isPackage(path, name))]).toEqual([
        name,
        [`${name}/package.json`],
      ])
    }
  })

  it("the README's lines, one after the other, end in a shop", async () => {
    const { commands, config } = instructions(merchant.package(wanted[1]))
    expect(commands[0]).toBe(`npm install ${wanted.join(" ")}`)
    expect(commands[commands.length - 1]).toBe("npx medusa develop")
    merchant.write({ "medusa-config.ts": config })
    for (const command of commands.slice(1, -1)) {
      await types(command)
    }
    await makeStaff(merchant)
    await merchant.start("develop")
    const people = await signIn(merchant, own)
    await routesAnswer(
      merchant,
      packed.filter(({ name }) => wanted.includes(name)),
      people
    )
    await works["age-verification"](merchant, people)
    await merchant.stop()
  })

  it("its types check, and a build holds the admin pages", async () => {
    await types("npx tsc --noEmit")
    await types("npx medusa build")
    const text = bundled(join(merchant.folder, ".medusa/server/public/admin"))
    for (const name of wanted) {
      expect(traces(merchant.package(name)).filter((path) => !text.includes(path))).toEqual([])
    }
  })
}

/** The package itself, not a part of another that bears its name. */
const isPackage = (path: string, name: string) =>
  path === `${name}/package.json` || path.endsWith(`node_modules/${name}/package.json`)

if (isFull()) {
  describe("a stock application outside of the repository, with npm", withNpm)
}
