import { clock, listNotifications, listPersonalDataSources } from "@rise-via/core"
import { ageVerificationApproveWorkflow, ageVerificationExpireWorkflow } from "@rise-via/age-verification/workflows"
import { Modules } from "@medusajs/framework/utils"
import { mustSucceed, type HttpSuite } from "../../support"
import { ADULT, callsOf } from "./calls"

const DAY = 24 * 60 * 60 * 1000

/** What follows from a decision: mail, events, undo, expiry, erasure. */
export function consequenceSpecs(suite: HttpSuite) {
  const { approve, reject, ask, mine, waiting } = callsOf(suite)
  const mailsAbout = async (id: string) =>
    (await suite.db().query("SELECT * FROM notification WHERE resource_id = $1 AND deleted_at IS NULL", [id])).rows

  describe("the mail to the shopper", () => {
    it("says once that the age is confirmed, however often the event comes", async () => {
      const { shopper, id } = await waiting()
      mustSucceed(await approve(id))
      await suite.settle()
      await suite
        .container()
        .resolve(Modules.EVENT_BUS)
        .emit({ name: "age_verification.verification_approved", data: { id } })
      await suite.settle()
      expect(await mailsAbout(id)).toMatchObject([
        { to: shopper.email, channel: "email", template: "age-verification-approved", status: "success" },
      ])
    })

    it("says why the age was not confirmed", async () => {
      const { shopper, id } = await waiting()
      mustSucceed(await reject(id, "Too blurred"))
      await suite.settle()
      expect(await mailsAbout(id)).toMatchObject([
        {
          to: shopper.email,
          template: "age-verification-rejected",
          data: { verification_id: id, reason: "Too blurred" },
        },
      ])
    })

    it("fits the shape that was declared for it", async () => {
      const { id } = await waiting()
      mustSucceed(await approve(id))
      await suite.settle()
      const [mail] = await mailsAbout(id)
      const declared = listNotifications().find(({ template }) => template === mail.template)
      expect(declared?.data.safeParse(mail.data).success).toBe(true)
    })
  })

  it("emits ids and nothing else", async () => {
    const seen: { name: string; data: unknown }[] = []
    const bus = suite.container().resolve(Modules.EVENT_BUS)
    const names = ["requested", "approved", "rejected"].map((what) => `age_verification.verification_${what}`)
    names.forEach((name) =>
      bus.subscribe(name, async (event) => void seen.push({ name: event.name, data: event.data }), {
        subscriberId: `spec.${name}`,
      })
    )
    const { id } = await waiting()
    mustSucceed(await approve(id))
    mustSucceed(await approve(id))
    expect((await ask(await suite.shopper(), "2015-01-01")).status).toBe(400)
    await suite.settle()
    expect(seen).toEqual([
      { name: names[0], data: { id } },
      { name: names[1], data: { id } },
      { name: names[2], data: { id: expect.stringMatching(/^agev_/) } },
    ])
  })

  it("opens the request again, without event or mail, when the approval fails half-way", async () => {
    const { shopper, id } = await waiting()
    ageVerificationApproveWorkflow.hooks.ageVerificationApproved(async ({ verification }) => {
      if (verification.id === id) {
        throw new Error("what comes after the approval failed")
      }
    })
    expect((await approve(id)).status).toBe(500)
    await suite.settle()
    expect(await mine(shopper)).toMatchObject({ id, status: "pending", expires_at: null })
    expect(await mailsAbout(id)).toEqual([])
  })

  it("writes expired on lapsed approvals, and the shopper can ask again", async () => {
    const { shopper, id } = await waiting()
    mustSucceed(await approve(id))
    clock.advance(366 * DAY)
    expect(await mine(shopper)).toMatchObject({ id, status: "expired" })
    const { result } = await ageVerificationExpireWorkflow(suite.container()).run({ input: { take: 500 } })
    expect(result).toContainEqual({ id })
    expect((await suite.db().query("SELECT status FROM age_verification WHERE id = $1", [id])).rows).toEqual([
      { status: "expired" },
    ])
    const again = mustSucceed(await ask(shopper)).age_verification
    expect(again.status).toBe("pending")
    expect(again.id).not.toBe(id)
  })

  it("hands out and erases a person's data", async () => {
    const { shopper, id } = await waiting()
    mustSucceed(await approve(id))
    const source = listPersonalDataSources().find(({ name }) => name === "age-verification")!
    expect(await source.export(shopper.id, suite.container())).toMatchObject({
      age_verifications: [{ id, birth_date: ADULT, last_name: "Shopper" }],
    })

    await source.erase(shopper.id, suite.container())
    const { rows } = await suite.db().query("SELECT * FROM age_verification WHERE customer_id = $1", [shopper.id])
    expect(rows).toMatchObject([{ id, status: "withdrawn", birth_date: null, first_name: null, last_name: null }])
    expect(await mine(shopper)).toMatchObject({ status: "withdrawn" })
  })
}
