import { sandboxOfEachTest, send, SUBJECT } from "../../__tests__/vendor-support"
import { PersonaClient, type PersonaConnection } from "../client"

/** The sandbox's. */
const KEYS = { apiKey: "persona_sandbox_sandbox-key", templateId: "itmpl_sandbox" }

describe("PersonaClient on real sockets", () => {
  const { url, act, requests } = sandboxOfEachTest()
  const client = (more: Partial<PersonaConnection> = {}) =>
    new PersonaClient({ ...KEYS, baseUrl: `${url()}/persona/api/v1`, ...more }, send)

  const started = async () => {
    const result = await client().start(SUBJECT)
    if (result.outcome !== "started") {
      throw new Error(result.message)
    }
    return result.session
  }
  const decided = async (body: unknown, more: Partial<PersonaConnection> = {}) => {
    const { session_id: id } = await started()
    await act(`/persona/__sim/inquiries/${id}/decide`, body)
    return await client(more).retrieve(id)
  }
  const inquiries = async () => await (await fetch(`${url()}/persona/__sim/inquiries`)).json()

  it("makes an inquiry and a link to it", async () => {
    const session = await started()
    expect(session).toMatchObject({ session_id: expect.stringMatching(/^inq_/), status: "pending" })
    expect((await fetch(session.url!)).status).toBe(200)
    const [request] = await requests("service=persona&path=/persona/api/v1/inquiries&method=post")
    expect(request.body.data.attributes).toEqual({
      "inquiry-template-id": "itmpl_sandbox",
      "reference-id": "agever_1",
      "redirect-uri": "http://localhost:9000/back",
      fields: { "name-first": "River", "name-last": "Tester", birthdate: "1999-07-04" },
    })
    expect(request.headers).toMatchObject({ "persona-version": "2023-01-05", "idempotency-key": "agever_1" })
  })

  it("makes one inquiry of a repeated start, with a new link", async () => {
    const [first, second] = [await started(), await started()]
    expect(second.session_id).toBe(first.session_id)
    expect(second.url).not.toBe(first.url)
    expect((await fetch(first.url!)).status).toBe(404)
    expect(await inquiries()).toMatchObject({ count: 1 })
  })

  it("finds the inquiry that was made before the answer was lost", async () => {
    await act("/__sim/faults", { service: "persona", match: { method: "post" }, drop: "after" })
    await expect(client().start(SUBJECT)).resolves.toMatchObject({ outcome: "started" })
    expect(await inquiries()).toMatchObject({ count: 1 })
  })

  it("may try again when nothing was made, and does not guess when it cannot ask", async () => {
    await act("/__sim/faults", { service: "persona", match: { method: "post" }, drop: "before" })
    await expect(client().start(SUBJECT)).resolves.toMatchObject({ outcome: "unavailable" })
    await act("/__sim/faults", { service: "persona", drop: "before", times: 2 })
    await expect(client().start(SUBJECT)).resolves.toMatchObject({ outcome: "unknown" })
  })

  it("is refused with another key or template", async () => {
    await expect(client({ apiKey: "another" }).start(SUBJECT)).resolves.toMatchObject({ outcome: "refused" })
    await expect(client({ templateId: "another" }).start(SUBJECT)).resolves.toMatchObject({ outcome: "refused" })
  })

  it("reads what was read off the document, without its number", async () => {
    const reading = await decided({ outcome: "approved", document: { birth_date: "2001-02-03" } })
    expect(reading).toEqual({
      outcome: "found",
      decision: {
        session_id: expect.any(String),
        reference: "agever_1",
        status: "approved",
        reasons: [],
        person: { first_name: "River", last_name: "Tester", birth_date: "2001-02-03" },
        document: { kind: "dl", country: "US", region: "WA", expires_on: "2032-07-04" },
        decided_at: expect.any(Date),
      },
    })
  })

  it.each([
    ["pending", "pending"],
    ["completed", "pending"],
    ["needs_review", "needs_review"],
    ["declined", "declined"],
    ["failed", "declined"],
    ["expired", "expired"],
  ])("calls what is %s %s", async (outcome, status) => {
    await expect(decided({ outcome })).resolves.toMatchObject({ decision: { status } })
  })

  it("takes a completed flow for an approval where the template is made so", async () => {
    const reading = await decided({ outcome: "completed" }, { completedIsApproval: true })
    expect(reading).toMatchObject({ decision: { status: "approved" } })
  })

  it("never takes the birth date that the customer typed for the document's", async () => {
    const { session_id: id } = await started()
    await expect(client().retrieve(id)).resolves.toMatchObject({
      decision: { status: "pending", person: { first_name: "River", birth_date: null }, document: null },
    })
  })

  it("makes Persona erase a person, after which nothing is left to judge", async () => {
    const { session_id: id } = await started()
    await act(`/persona/__sim/inquiries/${id}/decide`, { outcome: "approved" })
    await expect(client().forget(id)).resolves.toEqual({ outcome: "forgotten" })
    await expect(client().retrieve(id)).resolves.toEqual({ outcome: "missing" })
    await expect(client().retrieve("inq_unknown")).resolves.toEqual({ outcome: "missing" })
    await expect(client({ apiKey: "another" }).forget(id)).resolves.toMatchObject({ outcome: "refused" })
  })

  it("is not led astray by what is no answer", async () => {
    const { session_id: id } = await started()
    await act("/__sim/faults", { service: "persona", status: 200, body: { data: [] } })
    await expect(client().retrieve(id)).resolves.toMatchObject({ outcome: "unavailable" })
    await act("/__sim/faults", { service: "persona", status: 503 })
    await expect(client().retrieve(id)).resolves.toMatchObject({ outcome: "unavailable" })
  })
})
