import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Pool } from "pg"
import { cloneTemplate, databaseUrl, dropDatabase } from "../support/database"
import { makeDatabase } from "./support/databases"
import { Merchant, type Outcome } from "./support/merchant"
import { packPlugins, type Packed } from "./support/packages"

jest.setTimeout(120_000)

const CORE = "@rise-via/core"
const AGE = "@rise-via/age-verification"
const stock = `projectConfig: {
  databaseUrl: process.env.DATABASE_URL,
  http: { storeCors: "*", adminCors: "*", authCors: "*", jwtSecret: "supersecret", cookieSecret: "supersecret" },
}`
const imports = `import { defineConfig, loadEnv } from "@medusajs/framework/utils"
import { ageVerification } from "${AGE}"
import { core, withRiseVia } from "${CORE}"
loadEnv("development", process.cwd())
`
/** The configuration with these plugins, made by their functions. */
const composed = (plugins: string) => `${imports}export default withRiseVia(defineConfig({ ${stock} }), [${plugins}])\n`
/** The configuration with these plugins, written down as for any other Medusa plugin. */
const byHand = (...plugins: string[]) => `import { defineConfig, loadEnv } from "@medusajs/framework/utils"
loadEnv("development", process.cwd())
export default defineConfig({ ${stock}, plugins: [${plugins.map((name) => `{ resolve: "${name}", options: {} }`).join(", ")}] })
`
const CORE_AND_AGE = "core({ auditKey: process.env.AUDIT_KEY }), ageVerification()"

let packed: Packed[]
let database: string
let merchant: Merchant
const others: { merchants: Merchant[]; databases: string[] } = { merchants: [], databases: [] }

const packagesOf = (...names: string[]) => packed.filter(({ name }) => names.includes(name))
const lines = ({ output }: Outcome) =>
  output
    .replace(/\x1b\[[0-9;]*m/g, "")
    .split("\n")
    .map((line) => line.trimEnd())
    .filter(Boolean)

/** What Medusa says of itself while it starts. */
const said = (outcome: Outcome) => lines(outcome).filter((line) => !/^(info|warn): |^- Creating server$/.test(line))

/** Ends at once, and this is all that a merchant has to read. */
function refuses(outcome: Outcome, sentence: RegExp | string): void {
  expect(outcome.code).toBe(1)
  expect(said(outcome)).toEqual([expect.stringMatching(sentence)])
}

function patchManifest(name: string, change: (manifest: any) => void): () => void {
  const path = join(merchant.package(name), "package.json")
  const before = readFileSync(path, "utf8")
  const manifest = JSON.parse(before)
  change(manifest)
  writeFileSync(path, JSON.stringify(manifest))
  return () => writeFileSync(path, before)
}

beforeAll(async () => {
  packed = await packPlugins("requirements")
  database = await cloneTemplate("requirements")
  merchant = await Merchant.unpacked("requirements", { packages: packagesOf(CORE, AGE), database })
})

afterAll(async () => {
  for (const one of [merchant, ...others.merchants]) {
    await one.remove()
  }
  for (const name of [database, ...others.databases]) {
    await dropDatabase(name)
  }
})

describe("core is not installed", () => {
  let alone: Merchant

  beforeAll(async () => {
    alone = await Merchant.unpacked("without-core", { packages: packagesOf(AGE), database })
    others.merchants.push(alone)
  })

  it.each(["start", "db:migrate"])("medusa %s says so, with the README's configuration", async (command) => {
    refuses(await alone.medusa(command), `${AGE} needs ${CORE} beside it: npm install ${CORE}$`)
  })

  it("says so when the plugin is listed by hand", async () => {
    alone.write({ "medusa-config.ts": byHand(AGE) })
    const outcome = await alone.medusa("start")
    expect(outcome.code).toBe(1)
    expect(said(outcome)[0]).toMatch(`${AGE} needs ${CORE} beside it: npm install ${CORE}`)
    expect(outcome.output).not.toMatch(/^\s+at /m)
  })
})

describe("the configuration is not what the plugins need", () => {
  const missingKey = /auditKey.*32 characters.*Set AUDIT_KEY.*openssl rand -hex 32/
  const cases: [what: string, config: string, sentence: RegExp | string][] = [
    ["core is not in the list", composed("ageVerification()"), /withRiseVia needs core\(\{ auditKey.*as the first/],
    ["there is no audit key", composed("core({}), ageVerification()"), missingKey],
    ["the audit key is too short", composed(`core({ auditKey: "short" })`), missingKey],
    [
      "an option is unknown",
      composed(`${CORE_AND_AGE.replace("()", "({ minimunAge: 21 })")}`),
      `${AGE}, unknown option minimunAge`,
    ],
    [
      "an option is wrong",
      composed(`${CORE_AND_AGE.replace("()", "({ minimumAge: 19 })")}`),
      `${AGE}, option minimumAge: must be 18 or 21`,
    ],
    [
      "core's option is unknown",
      composed("core({ auditKey: process.env.AUDIT_KEY, keepDays: 3 } as any)"),
      `${CORE}, unknown option keepDays`,
    ],
  ]

  it.each(cases)("%s", async (_what, config, sentence) => {
    merchant.write({ "medusa-config.ts": config })
    refuses(await merchant.medusa("start"), sentence)
  })

  it("medusa db:migrate says the same, and every reason at once", async () => {
    merchant.write({ "medusa-config.ts": composed("core({}), ageVerification({ minimumAge: 19 })") })
    const outcome = await merchant.medusa("db:migrate")
    expect(outcome.code).toBe(1)
    expect(said(outcome)).toEqual([
      expect.stringContaining("Rise-Via cannot start:"),
      expect.stringMatching(missingKey),
      expect.stringContaining("must be 18 or 21"),
    ])
  })

  it("the plugin is listed by hand, without core", async () => {
    merchant.write({ "medusa-config.ts": byHand(AGE) })
    refuses(
      await merchant.medusa("start"),
      new RegExp(`${AGE} stands in .plugins.*withRiseVia.*with core\\(\\{ auditKey \\}\\)`)
    )
  })

  it("all plugins are listed by hand", async () => {
    merchant.write({ "medusa-config.ts": byHand(CORE, AGE) })
    const outcome = await merchant.medusa("start")
    expect(outcome.code).toBe(1)
    expect(said(outcome)[0]).toMatch(/stands in `plugins` of medusa-config.ts.*give it to withRiseVia/)
    expect(outcome.output).not.toMatch(/^\s+at /m)
  })
})

describe("versions do not go together", () => {
  beforeAll(() => merchant.write({ "medusa-config.ts": composed(CORE_AND_AGE) }))

  it("core is of another version than the plugin was made for", async () => {
    const restore = patchManifest(AGE, ({ peerDependencies }) => (peerDependencies[CORE] = "9.9.9"))
    refuses(
      await merchant.medusa("start"),
      new RegExp(`${AGE} .* needs ${CORE} 9\\.9\\.9, but .* is installed: npm install ${CORE}@9\\.9\\.9`)
    )
    restore()
  })

  it("Medusa is of another version than the plugins were made for", async () => {
    const restore = patchManifest(AGE, ({ peerDependencies }) => (peerDependencies["@medusajs/medusa"] = "2.99.0"))
    refuses(
      await merchant.medusa("db:migrate"),
      /needs @medusajs\/medusa 2\.99\.0, but .* is installed: set every @medusajs package/
    )
    restore()
  })
})

describe("the database is not ready", () => {
  beforeAll(() => merchant.write({ "medusa-config.ts": composed(CORE_AND_AGE) }))

  it("a new plugin's migrations have not run", async () => {
    const pool = new Pool({ connectionString: databaseUrl(database) })
    await pool.query("DELETE FROM mikro_orm_migrations WHERE name LIKE 'Migration2026112215524%'")
    await pool.end()
    refuses(
      await merchant.medusa("start"),
      new RegExp(`of the \\d+ migrations of ${AGE} have not run on this database: npx medusa db:migrate`)
    )
  })

  it("nothing has been migrated", async () => {
    const empty = await makeDatabase("empty")
    others.databases.push(empty)
    const fresh = await Merchant.unpacked("empty", { packages: packagesOf(CORE, AGE), database: empty })
    others.merchants.push(fresh)
    const outcome = await fresh.medusa("start")
    expect(outcome.code).toBe(1)
    expect(said(outcome).find((line) => line.includes("npx medusa db:migrate"))).toBeDefined()
    expect(outcome.output).not.toMatch(/^\s+at /m)
  })

  it("there is no address of a database", async () => {
    const without = await Merchant.unpacked("no-database", { packages: packagesOf(CORE, AGE) })
    others.merchants.push(without)
    refuses(await without.medusa("start"), "there is no database: set DATABASE_URL")
    refuses(await without.medusa("db:migrate"), "there is no database: set DATABASE_URL")
  })

  it("there is no database of that name: Medusa's own line comes before its stack", async () => {
    const without = await Merchant.unpacked("absent-database", {
      packages: packagesOf(CORE, AGE),
      database: "rise_via_test_absent",
    })
    others.merchants.push(without)
    const outcome = await without.medusa("start")
    expect(outcome.code).toBe(1)
    expect(said(outcome)[0]).toContain(`database "rise_via_test_absent" does not exist`)
  })
})
