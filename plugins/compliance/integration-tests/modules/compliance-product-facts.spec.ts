import { Client } from "pg"
import { moduleSuite } from "../../../../integration-tests/support"
import type ComplianceProductFactsModuleService from "../../src/modules/compliance_product_facts/service"
import type { SaveFactsDTO } from "../../src/types"

// The audit log has a module and specs of its own. Here a table stands in for it that is written on the caller's
// transaction as well, so that a change without its row, or a row without its change, still shows.
jest.mock("@rise-via/core", () => ({
  ...jest.requireActual("@rise-via/core"),
  audit: async (context: any, entry: unknown) => {
    await context.transactionManager
      .getTransactionContext()("audit_probe")
      .insert({ entry: JSON.stringify(entry) })
  },
}))

const actor = { type: "user" as const, id: "user_1" }
const lot = {
  code: "LOT-1",
  lab_result: "passed" as const,
  lab_name: "Lab",
  coa_number: "COA-1",
  tested_on: "2026-10-01",
}
const flower = (variant_id: string, changes: Partial<SaveFactsDTO> = {}): SaveFactsDTO => ({
  variant_id,
  limit_bucket: "flower",
  route: "inhaled",
  net_weight_g: 3.5,
  units_per_package: 1,
  thc_pct: 24.6,
  total_thc_mg: 861,
  terpenes: [{ name: "myrcene", percent: 0.41 }],
  ...changes,
})

moduleSuite<ComplianceProductFactsModuleService>(
  {
    name: "compliance_product_facts",
    path: "plugins/compliance/src/modules/compliance_product_facts",
    options: { imageBaseUrl: "https://shop.example.com" },
  },
  ({ service, databaseUrl }) => {
    let db: Client

    beforeEach(async () => {
      db = new Client({ connectionString: databaseUrl })
      await db.connect()
      await db.query("CREATE TABLE IF NOT EXISTS audit_probe (n serial, entry jsonb NOT NULL)")
    })

    afterEach(() => db.end())

    const save = (facts: SaveFactsDTO[], more = {}) => service.saveFacts({ facts, actor, ...more })
    const stored = async (variant_id: string) =>
      (await service.listProductFacts({ variant_id }, { relations: ["lot"] }))[0]
    const audited = async (): Promise<any[]> =>
      (await db.query("SELECT entry FROM audit_probe ORDER BY n")).rows.map(({ entry }) => entry)
    const actions = async () => (await audited()).map(({ action }) => action)

    it("creates facts with their lot and says so in the audit log", async () => {
      await save([flower("variant_1", { lot_code: "LOT-1" })], { lots: [lot], why: "First delivery" })

      expect(await stored("variant_1")).toMatchObject({
        id: expect.stringMatching(/^cpfact_/),
        net_weight_g: 3.5,
        thc_pct: 24.6,
        is_infused: false,
        lot: { code: "LOT-1", status: "active", coa_number: "COA-1" },
      })
      expect(await audited()).toEqual([
        expect.objectContaining({ action: "compliance.lot_created", subject: { type: "compliance_lot", id: "LOT-1" } }),
        expect.objectContaining({
          actor,
          action: "compliance.product_facts_created",
          subject: { type: "product_variant", id: "variant_1" },
          after: expect.objectContaining({ thc_pct: 24.6 }),
          why: "First delivery",
        }),
      ])
    })

    it("changes only what was given, and notes only what differs", async () => {
      await save([flower("variant_1", { strain: "Grey Test" })])
      await save([{ variant_id: "variant_1", strain: "Grey Test", thc_pct: 24, total_thc_mg: 840 }])

      expect(await stored("variant_1")).toMatchObject({
        thc_pct: 24,
        total_thc_mg: 840,
        net_weight_g: 3.5,
        strain: "Grey Test",
      })
      expect((await audited())[1]).toMatchObject({
        action: "compliance.product_facts_updated",
        before: { thc_pct: 24.6, total_thc_mg: 861 },
        after: { thc_pct: 24, total_thc_mg: 840 },
      })
    })

    it("does and notes nothing when the same facts are saved twice", async () => {
      const input = [
        flower("variant_1", { lot_code: "LOT-1", net_weight_g: 28.3495, thc_pct: 20.1, total_thc_mg: 5698.25 }),
      ]
      await save(input, { lots: [lot] })
      const undo = await save(input, { lots: [lot] })
      expect(undo).toEqual({ created_facts: [], updated_facts: [], created_lots: [], updated_lots: [] })
      expect(await actions()).toHaveLength(2)
    })

    it.each([
      ["facts that contradict each other", flower("variant_2", { total_thc_mg: 8610 }), /total_thc_mg 8610 mg is not/],
      [
        "a change that contradicts what is stored",
        { variant_id: "variant_1", net_weight_g: 7 },
        /total_thc_mg 861 mg is not/,
      ],
      ["first facts without a bucket", { variant_id: "variant_2", brand: "B" }, /limit_bucket is required/],
      ["a lot that nobody knows", flower("variant_2", { lot_code: "LOT-9" }), /Lot with code: LOT-9 was not found/],
    ])("refuses %s, and then nothing of the save is kept", async (_, wrong, message) => {
      await save([flower("variant_1")])
      await expect(save([flower("variant_3"), wrong as SaveFactsDTO], { lots: [lot] })).rejects.toThrow(message)

      expect((await service.listProductFacts()).map(({ variant_id }) => variant_id)).toEqual(["variant_1"])
      expect(await service.listComplianceLots()).toEqual([])
      expect(await actions()).toEqual(["compliance.product_facts_created"])
    })

    it("refuses a lot whose days are in the wrong order", async () => {
      const wrong = { ...lot, harvested_on: "2026-10-01", packed_on: "2026-09-01" }
      await expect(save([], { lots: [wrong] })).rejects.toThrow(/Lot LOT-1: packed_on is before harvested_on/)
    })

    it("puts everything back as it was, and audits that too", async () => {
      await save([flower("variant_1", { brand: "Before", lot_code: "LOT-1" })], { lots: [lot] })
      const undo = await save([flower("variant_1", { brand: "After", lot_code: "LOT-2" }), flower("variant_2")], {
        lots: [
          { ...lot, status: "quarantined" },
          { ...lot, code: "LOT-2" },
        ],
      })
      await service.undoSave(undo, actor)

      expect(await service.listProductFacts({}, { relations: ["lot"] })).toEqual([
        expect.objectContaining({
          variant_id: "variant_1",
          brand: "Before",
          lot: expect.objectContaining({ code: "LOT-1" }),
        }),
      ])
      expect(await service.listComplianceLots()).toEqual([expect.objectContaining({ code: "LOT-1", status: "active" })])
      expect((await actions()).slice(-4).sort()).toEqual([
        "compliance.lot_removed",
        "compliance.lot_restored",
        "compliance.product_facts_removed",
        "compliance.product_facts_restored",
      ])
    })

    it("keeps one set of facts when twelve first saves race, and audits no change that did not happen", async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 12 }, (_, n) => save([flower("variant_1", { brand: `Brand ${n}` })]))
      )
      const kept = outcomes.filter(({ status }) => status === "fulfilled")
      expect(kept.length).toBeGreaterThanOrEqual(1)
      expect(await service.listProductFacts()).toHaveLength(1)

      const notes = await audited()
      expect(notes).toHaveLength(kept.length)
      expect((await stored("variant_1")).brand).toBe(notes[notes.length - 1].after.brand)
    })

    it("notes each of twelve racing changes with the value it replaced", async () => {
      await save([flower("variant_1", { brand: "Brand start" })])
      await Promise.all(Array.from({ length: 12 }, (_, n) => save([{ variant_id: "variant_1", brand: `Brand ${n}` }])))

      const changes = (await audited()).slice(1).map(({ before, after }) => [before.brand, after.brand])
      expect(changes).toHaveLength(12)
      changes.forEach(([before], n) => expect(before).toBe(n ? changes[n - 1][1] : "Brand start"))
    })

    it("knows where its pictures are", async () => {
      expect(await service.productImageUrl("grey-test")).toBe(
        "https://shop.example.com/product-images/generated/grey-test.svg"
      )
    })
  }
)
