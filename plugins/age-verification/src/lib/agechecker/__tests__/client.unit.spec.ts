import { sandboxOfEachTest, send, SUBJECT } from "../../__tests__/vendor-support"
import { AgeCheckerClient, type AgeCheckerSubject } from "../client"

/** The sandbox's. */
const KEYS = { key: "sandbox-agechecker-key", secret: "sandbox-agechecker-secret" }

const BUYER: AgeCheckerSubject = {
  reference: SUBJECT.reference,
  first_name: SUBJECT.first_name,
  last_name: SUBJECT.last_name,
  birth_date: "1999-07-04",
  address: {
    address_1: "100 Main St",
    city: "Seattle",
    province: "wa",
    postal_code: "98101",
    country_code: "us",
  },
  minimum_age: 21,
  customer_ip: "192.0.2.7",
}

describe("AgeCheckerClient on real sockets", () => {
  const { url, act, requests } = sandboxOfEachTest()
  const client = (keys = KEYS) => new AgeCheckerClient({ ...keys, baseUrl: `${url()}/agechecker/v1` }, send)

  const start = (more: Partial<AgeCheckerSubject> = {}) => client().start({ ...BUYER, ...more })
  const started = async (more: Partial<AgeCheckerSubject> = {}) => {
    const result = await start(more)
    if (result.outcome !== "started") {
      throw new Error(result.message)
    }
    return result.session
  }

  it("has most people found at once, and sends what AgeChecker.Net asks for", async () => {
    const session = await started()
    expect(session).toEqual({ session_id: expect.any(String), url: null, status: "approved", reasons: [] })
    const [request] = await requests("service=agechecker&method=post")
    expect(request.body).toMatchObject({
      key: "sandbox-agechecker-key",
      data: {
        first_name: "River",
        last_name: "Tester",
        address: "100 Main St",
        city: "Seattle",
        state: "WA",
        zip: "98101",
        country: "US",
        dob_day: 4,
        dob_month: 7,
        dob_year: 1999,
      },
      options: {
        min_age: 21,
        customer_ip: "192.0.2.7",
        contact_customer: false,
        metadata: { rise_via_reference: "agever_1" },
      },
    })
  })

  it("reads the status with the buyer and our reference", async () => {
    const { session_id } = await started()
    await expect(client().retrieve(session_id)).resolves.toEqual({
      outcome: "found",
      decision: {
        session_id,
        reference: "agever_1",
        status: "approved",
        reasons: [],
        person: { first_name: "River", last_name: "Tester", birth_date: "1999-07-04" },
        document: null,
        decided_at: null,
      },
    })
  })

  it.each([
    ["JOHN", "approved"],
    ["JANE", "needs_document"],
    ["FRANK", "needs_document"],
  ])("answers the test buyer %s Doe as documented", async (first_name, status) => {
    await expect(started({ first_name, last_name: "Doe" })).resolves.toMatchObject({ status })
  })

  it("is told of nobody who is banned or too young", async () => {
    await expect(start({ first_name: "GRACE", last_name: "DOE" })).resolves.toMatchObject({ outcome: "refused" })
    await expect(start({ birth_date: "2020-01-01" })).resolves.toMatchObject({ outcome: "refused" })
  })

  it("follows a customer who sends images until one is good", async () => {
    await act("/agechecker/__sim/settings", { answer: "photo_id" })
    const { session_id: uuid } = await started()
    const status = async () => {
      const reading = await client().retrieve(uuid)
      return reading.outcome === "found" ? [reading.decision.status, ...reading.decision.reasons] : reading.outcome
    }
    const set = (body: unknown) => act(`/agechecker/__sim/verifications/${uuid}/status`, body)
    expect(await status()).toEqual(["needs_document", "photo_id"])
    await act(`/agechecker/__sim/verifications/${uuid}/upload`)
    expect(await status()).toEqual(["pending", "pending"])
    await set({ status: "denied", reason: "info_mismatch" })
    expect(await status()).toEqual(["declined", "denied", "info_mismatch"])
    await set({ status: "accepted" })
    expect(await status()).toEqual(["approved"])
  })

  it("believes no browser: an id that is not known, or of another shop, is none", async () => {
    await expect(client().retrieve("12345678901234567890123456789012")).resolves.toEqual({ outcome: "missing" })
    const { session_id: uuid } = await started()
    const other = client({ ...KEYS, key: "another-shop" })
    await expect(other.retrieve(uuid)).resolves.toEqual({ outcome: "missing" })
    // Without the account's secret nobody is told whose it is.
    const stranger = client({ ...KEYS, secret: "wrong" })
    await expect(stranger.retrieve(uuid)).resolves.toEqual({ outcome: "missing" })
  })

  it("is refused with another key, and does not guess after an answer that was lost", async () => {
    const other = client({ ...KEYS, key: "another" })
    await expect(other.start(BUYER)).resolves.toMatchObject({ outcome: "refused" })
    await act("/__sim/faults", { service: "agechecker", drop: "after" })
    await expect(start()).resolves.toMatchObject({ outcome: "unknown" })
    await act("/__sim/faults", { service: "agechecker", status: 200, body: { status: "accepted" } })
    await expect(start()).resolves.toMatchObject({ outcome: "unknown" })
  })

  it("leaves a word that it does not know to people", async () => {
    const { session_id: uuid } = await started()
    const body = { status: "splendid", key: KEYS.key }
    await act("/__sim/faults", { service: "agechecker", status: 200, body })
    await expect(client().retrieve(uuid)).resolves.toMatchObject({ decision: { status: "needs_review" } })
  })
})
