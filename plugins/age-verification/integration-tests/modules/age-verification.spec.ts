import { clock } from "@rise-via/core"
import { Client } from "pg"
import { moduleSuite } from "../../../../integration-tests/support"
import type AgeVerificationModuleService from "../../src/modules/age_verification/service"

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

const DAY = 24 * 60 * 60 * 1000
const NOON = new Date("2026-11-22T20:00:00Z")
const ADULT = "1990-05-17"
const staff = { type: "user" as const, id: "user_1" }

moduleSuite<AgeVerificationModuleService>(
  {
    name: "age_verification",
    path: "plugins/age-verification/src/modules/age_verification",
    options: { approvalDays: 30 },
  },
  ({ service, databaseUrl }) => {
    let db: Client

    beforeEach(async () => {
      clock.set(NOON)
      db = new Client({ connectionString: databaseUrl })
      await db.connect()
      await db.query("CREATE TABLE IF NOT EXISTS audit_probe (entry jsonb NOT NULL)")
    })

    afterEach(async () => {
      clock.reset()
      await db.end()
    })

    const ask = (customer_id = "cus_1", birth_date = ADULT) =>
      service.request({ customer_id, birth_date, first_name: "Robin", last_name: "Shopper" })
    const approve = (id: string) => service.decide({ id, decision: "approved", actor: staff })
    const reject = (id: string) => service.decide({ id, decision: "rejected", actor: staff, reason: "Unreadable" })
    const audited = async (): Promise<any[]> =>
      (await db.query("SELECT entry FROM audit_probe")).rows.map(({ entry }) => entry)
    const actions = async () =>
      (await audited()).map(({ action }) => action.replace("age_verification.verification_", ""))

    describe("request", () => {
      it("keeps the claim as pending, with the name as it was", async () => {
        const { verification, outcome } = await ask()
        expect(outcome).toBe("requested")
        expect(verification).toMatchObject({
          id: expect.stringMatching(/^agev_/),
          customer_id: "cus_1",
          method: "birth_date_review",
          status: "pending",
          birth_date: ADULT,
          first_name: "Robin",
          last_name: "Shopper",
        })
        expect(await service.getStanding("cus_1")).toBe("pending")
      })

      it("gives back the pending one when asked again, also with another date", async () => {
        const first = await ask()
        const second = await ask("cus_1", "1980-01-01")
        expect(second).toMatchObject({
          outcome: "none",
          verification: { id: first.verification.id, birth_date: ADULT },
        })
        expect(await actions()).toEqual(["requested"])
      })

      it("gives back the approval that counts", async () => {
        const { verification } = await ask()
        await approve(verification.id)
        expect(await ask()).toMatchObject({
          outcome: "none",
          verification: { id: verification.id, status: "approved" },
        })
      })

      it("keeps a birth date below the minimum age as a rejection by the rule", async () => {
        const { verification, outcome } = await ask("cus_1", "2005-11-23")
        expect(outcome).toBe("rejected")
        expect(verification).toMatchObject({ status: "rejected", decided_by: "system", reason: "Younger than 21" })
        expect(await service.getStanding("cus_1")).toBe("underage")
        expect(await actions()).toEqual(["requested", "rejected"])
      })

      it("keeps the same refused claim once, and another date as a request of its own", async () => {
        const first = await ask("cus_1", "2010-01-01")
        expect(await ask("cus_1", "2010-01-01")).toMatchObject({
          outcome: "none",
          verification: { id: first.verification.id },
        })
        expect(await ask("cus_1", ADULT)).toMatchObject({ outcome: "requested" })
        expect(await service.listAgeVerifications({ customer_id: "cus_1" })).toHaveLength(2)
      })

      it("lets in who turns 21 today where the shop stands, and not who does tomorrow", async () => {
        clock.set(new Date("2026-11-23T07:59:00Z"))
        expect(await ask("cus_1", "2005-11-22")).toMatchObject({ outcome: "requested" })
        expect(await ask("cus_2", "2005-11-23")).toMatchObject({ outcome: "rejected" })
      })

      it.each([
        ["2023-02-30", /birth_date must be a date that exists/],
        ["2026-11-23", /birth_date must not be in the future/],
        ["1850-01-01", /birth_date must not be more than 130 years ago/],
      ])("refuses %s and writes nothing", async (birth_date, message) => {
        await expect(ask("cus_1", birth_date)).rejects.toThrow(message)
        expect(await service.listAgeVerifications({})).toHaveLength(0)
        expect(await audited()).toHaveLength(0)
      })

      it("starts anew after an approval has run out, and writes down that it did", async () => {
        const { verification } = await ask()
        await approve(verification.id)
        clock.advance(30 * DAY)
        expect(await service.getStanding("cus_1")).toBe("expired")
        const again = await ask()
        expect(again.outcome).toBe("requested")
        expect(again.verification.id).not.toBe(verification.id)
        expect((await service.retrieveAgeVerification(verification.id)).status).toBe("expired")
        expect(await actions()).toEqual(["requested", "approved", "expired", "requested"])
      })

      it("keeps one open request when ten ask at once", async () => {
        const results = await Promise.all(Array.from({ length: 10 }, () => ask()))
        expect(new Set(results.map(({ verification }) => verification.id)).size).toBe(1)
        expect(results.filter(({ outcome }) => outcome === "requested")).toHaveLength(1)
        expect(await actions()).toEqual(["requested"])
      })
    })

    describe("decide", () => {
      it("approves for the days that the shop was set to", async () => {
        const { verification } = await ask()
        const { verification: approved } = await approve(verification.id)
        expect(approved).toMatchObject({ status: "approved", decided_by: "user_1" })
        expect(new Date(approved.expires_at!).getTime() - new Date(approved.decided_at!).getTime()).toBe(30 * DAY)
        expect(await service.getStanding("cus_1")).toBe("confirmed")
        expect(await service.getStanding("cus_1", new Date(NOON.getTime() + 31 * DAY))).toBe("expired")
      })

      it("answers the same when the same is decided twice, and notes it once", async () => {
        const { verification } = await ask()
        const first = await approve(verification.id)
        clock.advance(DAY)
        const second = await approve(verification.id)
        const { updated_at: _written, ...decided } = first.verification
        expect(second).toEqual({ verification: expect.objectContaining(decided), changes: [] })
        expect(await actions()).toEqual(["requested", "approved"])
      })

      it("does not turn a decision round", async () => {
        const one = (await ask("cus_1")).verification
        const other = (await ask("cus_2")).verification
        await reject(one.id)
        await approve(other.id)
        await expect(approve(one.id)).rejects.toThrow(
          `Age verification with id: ${one.id} is rejected already and can no longer be approved`
        )
        await expect(reject(other.id)).rejects.toThrow("is approved already and can no longer be rejected")
      })

      it("says so when there is no such request", async () => {
        await expect(approve("agev_missing")).rejects.toThrow(/agev_missing was not found/)
      })

      it("lets exactly one of ten decisions win when staff decide at once", async () => {
        const { verification } = await ask()
        const decisions = Array.from({ length: 10 }, (_, n) => (n % 2 ? approve : reject)(verification.id))
        const outcomes = await Promise.allSettled(decisions)

        const { status } = await service.retrieveAgeVerification(verification.id)
        const made = outcomes.filter((outcome) => outcome.status === "fulfilled")
        expect(made).toHaveLength(5)
        expect(made.filter(({ value }) => value.changes.length)).toHaveLength(1)
        expect(made.every(({ value }) => value.verification.status === status)).toBe(true)
        expect(await actions()).toEqual(["requested", status])
      })
    })

    describe("the audit log", () => {
      it("holds birth date, names and reasons in the personal part only", async () => {
        const { verification } = await ask()
        await reject(verification.id)
        for (const { personal, ...open } of await audited()) {
          expect(personal).toMatchObject({ person_id: "cus_1", values: { birth_date: ADULT, last_name: "Shopper" } })
          expect(JSON.stringify(open)).not.toMatch(/1990|Robin|Shopper|Unreadable/)
        }
      })

      it("has no row for a change that was rolled back, and no change without its row", async () => {
        const { verification } = await ask()
        await db.query("ALTER TABLE audit_probe ADD CONSTRAINT refuse CHECK (entry ->> 'action' NOT LIKE '%approved')")
        await expect(approve(verification.id)).rejects.toThrow()
        expect((await service.retrieveAgeVerification(verification.id)).status).toBe("pending")
        expect(await actions()).toEqual(["requested"])
      })
    })

    describe("restore", () => {
      it("opens a decided request again as it was, and takes a new one away", async () => {
        const { verification, changes: made } = await ask()
        const { changes: decided } = await approve(verification.id)
        await service.restore(decided)
        expect(await service.retrieveAgeVerification(verification.id)).toMatchObject({
          status: "pending",
          decided_by: null,
          decided_at: null,
          expires_at: null,
        })
        await service.restore(made)
        expect(await service.listAgeVerifications({})).toHaveLength(0)
      })

      it("gives a lapsed approval its status back, not an open one", async () => {
        const { verification } = await ask()
        await approve(verification.id)
        clock.advance(31 * DAY)
        const { changes } = await ask()
        await service.restore(changes)
        const rows = await service.listAgeVerifications({})
        expect(rows).toEqual([
          expect.objectContaining({ id: verification.id, status: "approved", decided_by: "user_1" }),
        ])
      })

      it("leaves alone what somebody has changed since", async () => {
        const { verification, changes } = await ask()
        await approve(verification.id)
        await service.restore(changes)
        expect((await service.retrieveAgeVerification(verification.id)).status).toBe("approved")
      })
    })

    it("writes expired on every lapsed approval, batch by batch, and on no other", async () => {
      for (let n = 0; n < 7; n++) {
        await approve((await ask(`cus_${n}`)).verification.id)
      }
      clock.advance(31 * DAY)
      await approve((await ask("cus_fresh")).verification.id)

      const batches = [await service.expireLapsed(3), await service.expireLapsed(3), await service.expireLapsed(3)]
      expect(batches.map((batch) => batch.length)).toEqual([3, 3, 1])
      expect(await service.expireLapsed(3)).toEqual([])
      expect(await service.getStanding("cus_fresh")).toBe("confirmed")
    })

    it("forgets a person and withdraws what was valid", async () => {
      const { verification } = await ask()
      await approve(verification.id)
      await ask("cus_other")
      await service.erasePerson("cus_1")
      await service.erasePerson("cus_1")
      expect(await service.retrieveAgeVerification(verification.id)).toMatchObject({
        status: "withdrawn",
        birth_date: null,
        first_name: null,
        last_name: null,
        reason: null,
      })
      expect(await service.getStanding("cus_1")).toBe("required")
      expect(await service.getStanding("cus_other")).toBe("pending")
      expect((await actions()).filter((action) => action === "erased")).toHaveLength(1)
    })
  }
)
