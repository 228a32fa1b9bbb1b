import type { AuditActor } from "@rise-via/core"
import { Client } from "pg"
import { moduleSuite } from "../../../../integration-tests/support"
import { PAYMENTS_RISK_MODULE } from "../../src/lib/module-names"
import type PaymentsRiskModuleService from "../../src/modules/payments_risk/service"
import type { RiskAssessmentInput } from "../../src/types"
import { attempt, DAY_MS, placed as placedAt, subjects, VERDICT } from "./risk-fixtures"

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

const OTHER: AuditActor = { type: "user", id: "user_2" }
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

    describe("the past", () => {
      it("is counted by customer, device, network and bank account, each in its window", async () => {
        await placed({ assessed_at: ago(30 * 60_000), decision: "allow" })
        await placed({ assessed_at: ago(5 * 60 * 60_000), decision: "allow", amount_cents: 6_000 })
        await placed({ assessed_at: ago(2 * DAY_MS), decision: "allow", customer_id: "cus_2" })
        await placed({ assessed_at: ago(400 * DAY_MS), decision: "allow", amount_cents: 90_000 })
        await service.record({ ...attempt(ago(60_000), { decision: "block" }), hold_id: null })
        const { history, rules_version, model_version } = await service.situationOf(subjects())
        expect(history).toEqual({
          customer: {
            attempts_1h: 2,
            attempts_24h: 3,
            blocked_24h: 1,
            orders_365d: 2,
            mean_order_cents: 5_000,
            has_used_device: true,
            bad_365d: 0,
            returns_365d: 0,
            refused_ids_365d: 0,
          },
          device: { attempts_1h: 2, attempts_24h: 3, customers_30d: 1, bad_365d: 0 },
          ip: { attempts_1h: 2, attempts_24h: 3, customers_24h: 0 },
          bank: { attempts_24h: 3, customers_30d: 1, bad_365d: 0 },
        })
        expect([rules_version, model_version]).toEqual([0, null])
      })

      it("is not known of somebody who is not known", async () => {
        const nobody = { customer_id: null, device_hash: null, ip_hash: null, bank_hash: null }
        const { history } = await service.situationOf(nobody)
        expect(history).toEqual({ customer: null, device: null, ip: null, bank: null })
      })

      it("knows what became of sales, by their customer, device and bank account, and notes each once", async () => {
        const sale = await placed()
        const returned = {
          kind: "return" as const,
          source: "ledger:1",
          payment_session_id: "payses_1",
          labelled_at: now,
        }
        await expect(service.label([returned, returned])).resolves.toBe(1)
        const refused = { kind: "refused_id" as const, source: "age:1", customer_id: "cus_9", labelled_at: now }
        await expect(service.label([refused])).resolves.toBe(1)
        await service.label([
          { kind: "staff_cleared", source: "staff:1", assessment_id: sale.id, labelled_at: now },
          { kind: "dispute", source: "old", assessment_id: sale.id, labelled_at: ago(400 * DAY_MS) },
        ])
        const { history } = await service.situationOf(subjects())
        expect(history.customer).toMatchObject({ bad_365d: 1, returns_365d: 1, refused_ids_365d: 0 })
        expect([history.device?.bad_365d, history.bank?.bad_365d]).toEqual([1, 1])
        const other = await service.situationOf(subjects({ customer_id: "cus_9" }))
        expect(other.history.customer).toMatchObject({ bad_365d: 1, refused_ids_365d: 1 })
      })
    })

    describe("an attempt", () => {
      it("is stored once however often its hold is taken, and released only while it is open", async () => {
        await service.record({ ...attempt(now), hold_id: "hold_x" })
        await service.record({ ...attempt(now, { score: 1 }), hold_id: "hold_x" })
        await service.release("hold_none")
        await service.confirmInReview("hold_x", "order_x")
        await service.confirmInReview("hold_x", "order_x")
        await service.release("hold_x")
        await expect(service.listPaymentRiskAssessments({ hold_id: "hold_x" })).resolves.toMatchObject([
          { score: 60, state: "placed", order_id: "order_x", review_state: "pending" },
        ])
        expect(enqueue).toHaveBeenCalledTimes(1)
        expect(enqueue.mock.calls[0][1]).toMatchObject({ topic: "payments.review_requested" })
        expect(audit).toHaveBeenCalledTimes(1)
      })

      it("holds its money back from the score on; the last one that was not undone decides", async () => {
        const held = () => service.isHeldForReview("payses_1")
        await expect(held()).resolves.toBe(false)
        await service.record({ ...attempt(ago(2_000)), hold_id: "hold_1" })
        await expect(held()).resolves.toBe(true)
        await service.release("hold_1")
        await expect(held()).resolves.toBe(false)
        await service.record({ ...attempt(ago(1_000)), hold_id: "hold_2" })
        await service.record({ ...attempt(now, { decision: "allow" }), hold_id: "hold_3" })
        await expect(held()).resolves.toBe(false)
      })

      it("has no effect where decisions are only observed", async () => {
        await placed({ is_enforced: false })
        await expect(service.isHeldForReview("payses_1")).resolves.toBe(false)
        expect(enqueue).not.toHaveBeenCalled()
      })

      it("stays what it was, also for somebody with a console", async () => {
        const { id } = await placed()
        for (const change of [
          "score = 1",
          "decision = 'allow'",
          "features = '{}'",
          "reasons = '[]'",
          "amount_cents = 1",
        ]) {
          await expect(sql(`UPDATE payment_risk_assessment SET ${change} WHERE id = $1`, [id])).rejects.toThrow(
            "cannot be changed"
          )
        }
        await expect(
          sql("UPDATE payment_risk_assessment SET order_id = 'order_other' WHERE id = $1", [id])
        ).rejects.toThrow("belongs to an order already")
        await expect(
          sql("UPDATE payment_risk_assessment SET review_state = 'cleared' WHERE id = $1", [id])
        ).rejects.toThrow("verdict")
        await service.clearReview(id, VERDICT)
        await expect(
          sql("UPDATE payment_risk_assessment SET review_state = 'pending' WHERE id = $1", [id])
        ).rejects.toThrow("review is over")
      })
    })

    describe("a review", () => {
      it("is cleared once, told once, and counts as a good sale", async () => {
        const { id } = await placed()
        jest.clearAllMocks()
        await service.clearReview(id, VERDICT)
        await expect(service.clearReview(id, { ...VERDICT, actor: OTHER })).resolves.toMatchObject({
          review_state: "cleared",
          verdict_by: "user_1",
        })
        expect(enqueue.mock.calls.map(([, { topic }]) => topic)).toEqual(["payments.review_cleared"])
        expect(audit).toHaveBeenCalledTimes(1)
        await expect(service.isHeldForReview("payses_1")).resolves.toBe(false)
        await expect(service.listPaymentRiskLabels({ assessment_id: id })).resolves.toMatchObject([
          { kind: "staff_cleared", is_bad: false },
        ])
      })

      it("that is rejected keeps the money held, goes back when the order could not be canceled, and ends", async () => {
        const { id } = await placed()
        await service.beginRejection(id, VERDICT)
        await expect(service.clearReview(id, VERDICT)).rejects.toThrow("is rejecting already")
        await service.undoRejection(id, "The goods have left")
        await expect(service.retrievePaymentRiskAssessment(id)).resolves.toMatchObject({ review_state: "pending" })
        await service.beginRejection(id, VERDICT)
        await service.finishRejection(id, VERDICT)
        await service.undoRejection(id, "too late")
        await expect(service.finishRejection(id, VERDICT)).resolves.toMatchObject({ review_state: "rejected" })
        await expect(service.isHeldForReview("payses_1")).resolves.toBe(true)
        const labels = await service.listPaymentRiskLabels({ assessment_id: id })
        expect(labels).toMatchObject([{ kind: "staff_rejected", is_bad: true }])
      })

      it("is decided by one of twelve who decide at once", async () => {
        const { id } = await placed()
        jest.clearAllMocks()
        const outcomes = await Promise.allSettled(
          Array.from({ length: 12 }, (_, n) =>
            n % 2 ? service.clearReview(id, VERDICT) : service.beginRejection(id, { ...VERDICT, actor: OTHER })
          )
        )
        const { review_state } = await service.retrievePaymentRiskAssessment(id)
        expect(["cleared", "rejecting"]).toContain(review_state)
        expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(6)
        expect(audit).toHaveBeenCalledTimes(1)
      })

      it("ends when its order is canceled, and only then", async () => {
        const { id, order_id } = await placed()
        await service.withdrawReview("order_none")
        await expect(service.openReviewOf(order_id!)).resolves.toMatchObject({ id })
        await service.withdrawReview(order_id!)
        await service.withdrawReview(order_id!)
        await expect(service.openReviewOf(order_id!)).resolves.toBeUndefined()
        await expect(service.clearReview(id, VERDICT)).rejects.toThrow("is withdrawn already")
      })
    })
  }
)
