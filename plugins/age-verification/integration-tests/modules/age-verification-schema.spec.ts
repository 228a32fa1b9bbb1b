import { join } from "node:path"
import { MikroORM } from "@medusajs/framework/mikro-orm/postgresql"
import { Client } from "pg"
import { moduleSuite } from "../../../../integration-tests/support"
import type AgeVerificationModuleService from "../../src/modules/age_verification/service"

const ADULT = "1990-05-17"
const NOON = new Date("2026-11-22T20:00:00Z")
const PATH = "plugins/age-verification/src/modules/age_verification"

moduleSuite<AgeVerificationModuleService>({ name: "age_verification", path: PATH }, ({ databaseUrl }) => {
  let db: Client

  beforeEach(async () => {
    db = new Client({ connectionString: databaseUrl })
    await db.connect()
  })

  afterEach(() => db.end())

  describe("the database itself", () => {
    const insert = (values: Record<string, unknown>) => {
      const row = { id: `agev_${Math.random()}`, customer_id: "cus_9", birth_date: ADULT, ...values }
      const names = Object.keys(row)
      return db.query(
        `INSERT INTO age_verification (${names.join(", ")}) VALUES (${names.map((_, n) => `$${n + 1}`).join(", ")})`,
        Object.values(row)
      )
    }

    it("refuses a second open request of a customer", async () => {
      await insert({})
      await expect(insert({})).rejects.toThrow(/UQ_age_verification_one_pending/)
      await insert({ customer_id: "cus_10" })
    })

    it.each([
      ["a birth date that is none", { birth_date: "17.05.1990" }, /birth_date_format/],
      ["an open request without a birth date", { birth_date: null }, /pending_is_open/],
      ["a rejection by nobody", { status: "rejected" }, /decided_by_somebody/],
      [
        "an approval without an end",
        { status: "approved", decided_by: "user_1", decided_at: NOON },
        /approved_has_end/,
      ],
      [
        "an erased row with a name",
        { status: "withdrawn", erased_at: NOON, birth_date: null, first_name: "R" },
        /erased_is_empty/,
      ],
      ["an unknown status", { status: "fine" }, /status/],
      ["an unknown method", { method: "guess" }, /method/],
    ])("refuses %s", async (_, values, constraint) => {
      await expect(insert(values)).rejects.toThrow(constraint)
    })
  })

  it("takes its migrations back and makes them again", async () => {
    const folder = join(__dirname, "../../src/modules/age_verification/migrations")
    const orm = await MikroORM.init({
      clientUrl: databaseUrl,
      discovery: { warnWhenNoEntities: false },
      migrations: { path: folder, pathTs: folder, silent: true, snapshot: false },
      extensions: [(await import("@medusajs/framework/mikro-orm/migrations")).Migrator],
    })
    const shape = async () =>
      (
        await db.query(`
          SELECT conname AS name FROM pg_constraint WHERE conrelid = to_regclass('age_verification')
          UNION ALL SELECT indexname FROM pg_indexes WHERE tablename = 'age_verification' ORDER BY name`)
      ).rows
    try {
      const before = await shape()
      expect(before).toContainEqual({ name: "UQ_age_verification_one_pending" })
      await orm.getMigrator().down({ to: 0 })
      expect(await shape()).toEqual([])
      await orm.getMigrator().up()
      expect(await shape()).toEqual(before)
    } finally {
      await orm.close()
    }
  })
})
