import { Client } from "pg"
import { moduleSuite } from "../../../../integration-tests/support"
import { DEFAULT_RULES } from "../../src/lib/risk/default-rules"
import { PAYMENTS_RISK_MODULE } from "../../src/lib/module-names"
import type PaymentsRiskModuleService from "../../src/modules/payments_risk/service"
import type { RiskAssessmentInput } from "../../src/types"
import { DAY_MS, placed as placedAt, STAFF, subjects, VERDICT } from "./risk-fixtures"

// Core's tables belong to core's module; here only what is handed to it counts, and on which transaction.
const enqueue = jest.fn()
const audit = jest.fn()
let now = new Date("2026-03-08T12:00:00Z")
jest.mock("@rise-via/core", () => ({
  enqueue: (...args: unknown[]) => enqueue(...args),
  audit: (...args: unknown[]) => audit(...args),
  clock: { now: () => now },
  demandReady: async () => undefined,
  parseOptions: jest.requireActual("@rise-via/core").parseOptions,
}))

const ago = (ms: number) => new Date(now.getTime() - ms)

moduleSuite<PaymentsRiskModuleService>(
  {
    name: PAYMENTS_RISK_MODULE,
    path: "plugins/payments/src/modules/payments_risk",
    options: { risk: { hashKey: "a-key-of-sixteen-characters" } },
  },
  ({ service, databaseUrl }) => {
    beforeEach(() => {
      now = new Date("2026-03-08T12:00:00Z")
      jest.clearAllMocks()
    })

    /** SQL beside the service, as somebody with a console would. */
    async function sql(text: string, values: unknown[] = []) {
      const client = new Client({ connectionString: databaseUrl })
      await client.connect()
      try {
        return (await client.query(text, values)).rows
      } finally {
        await client.end()
      }
    }

    const placed = ({ assessed_at = now, ...values }: Partial<RiskAssessmentInput> = {}) =>
      placedAt(service, assessed_at, values)

    describe("rules", () => {
      const draft = { name: "Spring", ...DEFAULT_RULES }

      it("decide from their activation on; those that did are kept, and can be changed by nobody", async () => {
        const one = await service.saveRules(draft, STAFF)
        await service.saveRules({ ...draft, id: one.id, review_at: 40 }, STAFF)
        const two = await service.saveRules({ ...draft, name: "Summer" }, STAFF)
        expect([one.version, two.version]).toEqual([1, 2])
        await service.activateRules(one.id, VERDICT)
        await service.activateRules(one.id, VERDICT)
        const { rules_version } = await service.situationOf(subjects())
        await expect(service.policyOf(rules_version, null)).resolves.toMatchObject({ rules: { review_at: 40 } })
        await service.activateRules(two.id, VERDICT)
        expect((await service.situationOf(subjects())).rules_version).toBe(2)
        await expect(service.activateRules(one.id, VERDICT)).rejects.toThrow("retired")
        await expect(service.saveRules({ ...draft, id: two.id }, STAFF)).rejects.toThrow("new draft")
        await expect(sql("UPDATE payment_risk_rule_set SET rules = '[]' WHERE version = 1")).rejects.toThrow("changed")
        await expect(sql("DELETE FROM payment_risk_rule_set WHERE version = 2")).rejects.toThrow("changed")
      })

      it("are active in one set when ten are activated at once, and each draft has a number of its own", async () => {
        const drafts = await Promise.all(Array.from({ length: 10 }, () => service.saveRules(draft, STAFF)))
        expect(new Set(drafts.map(({ version }) => version)).size).toBe(10)
        await Promise.all(drafts.map(({ id }) => service.activateRules(id, VERDICT)))
        const rows = await service.listPaymentRiskRuleSets({})
        expect(rows.filter(({ state }) => state === "active")).toHaveLength(1)
        expect(rows.filter(({ state }) => state === "retired")).toHaveLength(9)
      })
    })

    describe("a learned model", () => {
      const model = (precision: number | null) => ({
        parameters: { features: [], means: [], deviations: [], weights: [], bias: 0 },
        metrics: { threshold: 0.4, precision, recall: precision } as never,
        labels_count: 600,
        bad_count: 60,
        held_out_count: 120,
      })

      it("is asked only while it is switched on, and one that found nothing cannot be", async () => {
        const good = await service.keepModel(model(0.8), STAFF)
        const blind = await service.keepModel(model(null), STAFF)
        await expect(service.switchModel(blind.id, { ...VERDICT, isActive: true })).rejects.toThrow("stays off")
        expect((await service.situationOf(subjects())).model_version).toBeNull()
        await service.switchModel(good.id, { ...VERDICT, isActive: true })
        expect((await service.situationOf(subjects())).model_version).toBe(1)
        await expect(service.policyOf(0, 1)).resolves.toMatchObject({ model: { threshold: 0.4, points: 30 } })
        await service.switchModel(good.id, { ...VERDICT, isActive: false })
        expect((await service.situationOf(subjects())).model_version).toBeNull()
      })

      it("learns from sales with a label, and from those that nobody complained about for long enough", async () => {
        const labelled = await placed({ decision: "allow" })
        await service.label([{ kind: "return", source: "1", assessment_id: labelled.id, labelled_at: now }])
        await placed({ decision: "allow" })
        now = new Date(now.getTime() + 10 * DAY_MS)
        await expect(service.countKnownSales()).resolves.toEqual({ labels_count: 1, bad_count: 1 })
        now = new Date(now.getTime() + 60 * DAY_MS)
        await expect(service.countKnownSales()).resolves.toEqual({ labels_count: 2, bad_count: 1 })
        const sales = await service.knownSales()
        expect(sales.map(({ is_bad }) => is_bad).sort()).toEqual([false, true])
      })
    })

    describe("a person", () => {
      it("that is erased leaves scores that belong to nobody", async () => {
        const { id } = await placed()
        await service.label([{ kind: "return", source: "1", assessment_id: id, note: "Robin", labelled_at: now }])
        await service.eraseCustomer("cus_1")
        const [row] = await sql("SELECT * FROM payment_risk_assessment WHERE id = $1", [id])
        expect(row).toMatchObject({ customer_id: null, device_hash: null, ip_hash: null, bank_hash: null, score: 60 })
        const [label] = await sql("SELECT * FROM payment_risk_label")
        expect(label).toMatchObject({ customer_id: null, device_hash: null, note: null, kind: "return" })
      })

      it("is forgotten by network, device and bank account when their time is over", async () => {
        await placed()
        await placed({ assessed_at: ago(401 * DAY_MS) })
        await expect(service.forgetSignals(10)).resolves.toBe(1)
        await expect(service.forgetSignals(10)).resolves.toBe(0)
        expect(await sql("SELECT count(ip_hash)::int AS n FROM payment_risk_assessment")).toEqual([{ n: 1 }])
      })
    })
  }
)
