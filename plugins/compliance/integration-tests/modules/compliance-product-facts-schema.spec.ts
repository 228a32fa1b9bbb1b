import { join } from "node:path"
import { MikroORM } from "@medusajs/framework/mikro-orm/postgresql"
import fc from "fast-check"
import { Client } from "pg"
import { moduleSuite, sample } from "../../../../integration-tests/support"
import { checkFacts } from "../../src/lib/check-facts"
import { LIMIT_BUCKETS, ROUTES } from "../../src/lib/fact-names"
import type ComplianceProductFactsModuleService from "../../src/modules/compliance_product_facts/service"

const PATH = "plugins/compliance/src/modules/compliance_product_facts"
const options = { imageBaseUrl: "https://shop.example.com" }

moduleSuite<ComplianceProductFactsModuleService>(
  { name: "compliance_product_facts", path: PATH, options },
  ({ databaseUrl }) => {
    let db: Client
    let rows = 0

    beforeEach(async () => {
      db = new Client({ connectionString: databaseUrl })
      await db.connect()
    })

    afterEach(() => db.end())

    const insert = (table: string, values: Record<string, unknown>) => {
      const row = { id: `row_${++rows}`, ...values }
      const names = Object.keys(row)
      const places = names.map((_, n) => `$${n + 1}`)
      return db.query(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${places.join(", ")})`, Object.values(row))
    }
    const facts = (values: Record<string, unknown>) =>
      insert("compliance_product_facts", {
        variant_id: `variant_${rows}`,
        limit_bucket: "flower",
        route: "inhaled",
        ...values,
      })
    const lot = (values: Record<string, unknown>) => insert("compliance_lot", { code: `LOT-${rows}`, ...values })

    it.each([
      ["an unknown bucket", { limit_bucket: "flowers" }, /limit_bucket/],
      ["a weight of nothing", { net_weight_g: 0 }, /net_weight/],
      ["more than all of it", { thc_pct: 60, cbd_pct: 50 }, /pct_sum/],
      ["negative THC", { total_thc_mg: -1 }, /total_thc/],
      [
        "units that do not make the total",
        { limit_bucket: "edible_solid", route: "oral", units_per_package: 10, thc_mg_per_unit: 10, total_thc_mg: 1000 },
        /thc_sum/,
      ],
      ["a percentage that is not of this weight", { net_weight_g: 7, thc_pct: 20, total_thc_mg: 700 }, /thc_weight/],
      ["a low-dose bucket without its flag", { limit_bucket: "low_dose_liquid_thc", route: "oral" }, /low_dose/],
      [
        "a low-dose unit over 4 mg",
        { limit_bucket: "low_dose_liquid_thc", is_low_dose_liquid: true, route: "oral", thc_mg_per_unit: 5 },
        /low_dose_unit/,
      ],
      ["a patch among the liquids", { limit_bucket: "edible_liquid", route: "otherwise" }, /otherwise/],
      ["an accessory with THC", { limit_bucket: "none", route: null, total_thc_mg: 5 }, /facts_none/],
      ["a lot that does not exist", { lot_id: "clot_9" }, /lot_id_foreign/],
    ])("refuses %s", async (_, values, constraint) => {
      await expect(facts(values)).rejects.toThrow(constraint)
    })

    it("refuses a second set of facts for a variant", async () => {
      await facts({ variant_id: "variant_twice" })
      await expect(facts({ variant_id: "variant_twice" })).rejects.toThrow(/variant_id_unique/)
    })

    it.each([
      ["a day that is none", { packed_on: "1.10.2026" }, /lot_packed/],
      ["a lot packed before its harvest", { harvested_on: "2026-10-02", packed_on: "2026-10-01" }, /lot_days/],
      ["a lot that passed without a certificate", { lab_result: "passed", lab_name: "Lab" }, /lot_passed/],
      ["an unknown status", { status: "sold" }, /status/],
    ])("refuses %s", async (_, values, constraint) => {
      await expect(lot(values)).rejects.toThrow(constraint)
    })

    it("refuses a lot code twice", async () => {
      await lot({ code: "LOT-TWICE" })
      await expect(lot({ code: "LOT-TWICE" })).rejects.toThrow(/code_unique/)
    })

    it("agrees with the sentences: what checkFacts lets pass is stored, what it refuses is refused", async () => {
      // Steps wider than a rounding: on the very edge of a tolerance four bytes and eight may differ.
      const amount = fc.option(fc.constantFrom(0, 0.5, 2, 4, 5, 10, 20, 35, 50, 70, 100, 200, 350, 700, 1000), {
        nil: null,
      })
      const percent = fc.option(fc.constantFrom(0, 1, 20, 35, 70, 100), { nil: null })
      const arbitrary = fc.record({
        limit_bucket: fc.constantFrom(...LIMIT_BUCKETS),
        route: fc.option(fc.constantFrom(...ROUTES), { nil: null }),
        is_low_dose_liquid: fc.boolean(),
        net_weight_g: fc.option(fc.constantFrom(0.5, 1, 3.5, 7, 28), { nil: null }),
        units_per_package: fc.option(fc.constantFrom(1, 2, 5, 10, 20), { nil: null }),
        thc_pct: percent,
        cbd_pct: percent,
        total_thc_mg: amount,
        thc_mg_per_unit: amount,
        total_cbd_mg: amount,
      })
      await fc.assert(
        fc.asyncProperty(arbitrary, async (values) => {
          const accepted = await facts(values).then(
            () => true,
            () => false
          )
          expect(accepted).toBe(checkFacts(values).length === 0)
        }),
        { numRuns: sample(200, 5000), seed: 314_55 }
      )
    })

    it("takes its migrations back and makes them again", async () => {
      const folder = join(__dirname, "../../src/modules/compliance_product_facts/migrations")
      const orm = await MikroORM.init({
        clientUrl: databaseUrl,
        discovery: { warnWhenNoEntities: false },
        migrations: { path: folder, pathTs: folder, silent: true, snapshot: false },
        extensions: [(await import("@medusajs/framework/mikro-orm/migrations")).Migrator],
      })
      const shape = async () =>
        (
          await db.query(`
          SELECT conname AS name FROM pg_constraint
           WHERE conrelid IN (to_regclass('compliance_product_facts'), to_regclass('compliance_lot'))
          UNION ALL SELECT indexname FROM pg_indexes WHERE tablename IN ('compliance_product_facts', 'compliance_lot')
          ORDER BY name`)
        ).rows
      try {
        const before = await shape()
        expect(before).toContainEqual({ name: "compliance_facts_low_dose" })
        await orm.getMigrator().down({ to: 0 })
        expect(await shape()).toEqual([])
        await orm.getMigrator().up()
        expect(await shape()).toEqual(before)
      } finally {
        await orm.close()
      }
    })
  }
)
