import { sandboxOfEachTest, send, SUBJECT } from "../../__tests__/vendor-support"
import { VeriffClient } from "../client"

/** The sandbox's. */
const KEYS = { apiKey: "sandbox-veriff-key", sharedSecret: "sandbox-veriff-secret" }

describe("VeriffClient on real sockets", () => {
  const { url, act, requests } = sandboxOfEachTest()
  const client = (keys = KEYS) => new VeriffClient({ ...keys, baseUrl: `${url()}/veriff` }, send)

  const started = async () => {
    const result = await client().start(SUBJECT)
    if (result.outcome !== "started") {
      throw new Error(result.message)
    }
    return result.session
  }
  const decided = async (body: unknown) => {
    const { session_id: id } = await started()
    await act(`/veriff/__sim/sessions/${id}/decide`, body)
    return await client().retrieve(id)
  }

  it("starts a session that Veriff takes the signature of", async () => {
    const session = await started()
    expect(session).toEqual({
      session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      url: `${url()}/veriff/v/${session.session_id}`,
      status: "pending",
      reasons: [],
    })
    const [request] = await requests("service=veriff&method=post")
    expect(request.body).toEqual({
      verification: {
        callback: "http://localhost:9000/back",
        person: { firstName: "River", lastName: "Tester", dateOfBirth: "1999-07-04" },
        vendorData: "agever_1",
      },
    })
  })

  it("is refused with another secret or key", async () => {
    const stranger = client({ ...KEYS, sharedSecret: "another" })
    await expect(stranger.start(SUBJECT)).resolves.toMatchObject({ outcome: "refused" })
    const nobody = client({ ...KEYS, apiKey: "another" })
    await expect(nobody.start(SUBJECT)).resolves.toMatchObject({ outcome: "refused" })
    const { session_id: id } = await started()
    await expect(stranger.retrieve(id)).resolves.toMatchObject({ outcome: "unavailable" })
  })

  it("waits while there is no decision", async () => {
    const { session_id } = await started()
    await expect(client().retrieve(session_id)).resolves.toMatchObject({
      outcome: "found",
      decision: { session_id, status: "pending", person: null },
    })
    await expect(decided({ outcome: "submitted" })).resolves.toMatchObject({ decision: { status: "pending" } })
  })

  it("reads what was read off the document, without its number", async () => {
    const reading = await decided({ outcome: "approved" })
    expect(reading).toEqual({
      outcome: "found",
      decision: {
        session_id: expect.any(String),
        reference: "agever_1",
        status: "approved",
        reasons: [],
        person: { first_name: "River", last_name: "Tester", birth_date: "1999-07-04" },
        document: { kind: "DRIVERS_LICENSE", country: "US", region: "WA", expires_on: "2032-07-04" },
        decided_at: expect.any(Date),
      },
    })
  })

  it.each([
    ["declined", "declined", ["102", "Suspected document tampering"]],
    ["resubmission_requested", "needs_document", ["204", "Poor image quality"]],
    ["review", "needs_review", []],
    ["expired", "expired", []],
    ["abandoned", "abandoned", []],
  ])("calls what is %s %s", async (outcome, status, reasons) => {
    await expect(decided({ outcome })).resolves.toMatchObject({ decision: { status, reasons } })
  })

  it("tells the birth date of the document from the one that was given", async () => {
    const reading = await decided({ outcome: "approved", person: { dateOfBirth: "2009-01-01" } })
    expect(reading).toMatchObject({ decision: { status: "approved", person: { birth_date: "2009-01-01" } } })
  })

  it("makes Veriff forget a session, also one that is gone", async () => {
    const { session_id: id } = await started()
    await expect(client().forget(id)).resolves.toEqual({ outcome: "forgotten" })
    await expect(client().forget(id)).resolves.toEqual({ outcome: "forgotten" })
    await expect(client().retrieve(id)).resolves.toEqual({ outcome: "missing" })
  })

  it("may try again after an answer that was lost, and is not led astray by what is no answer", async () => {
    await act("/__sim/faults", { service: "veriff", drop: "after" })
    await expect(client().start(SUBJECT)).resolves.toMatchObject({ outcome: "unavailable" })
    await act("/__sim/faults", { service: "veriff", status: 200, body: { hello: true }, times: 2 })
    await expect(client().start(SUBJECT)).resolves.toMatchObject({ outcome: "unavailable" })
    await expect(client().retrieve("x")).resolves.toMatchObject({ outcome: "unavailable" })
    const other = { status: "success", verification: { id: "other", status: "approved", code: 9001 } }
    await act("/__sim/faults", { service: "veriff", status: 200, body: other })
    await expect(client().retrieve("mine")).resolves.toMatchObject({ outcome: "unavailable" })
  })
})
