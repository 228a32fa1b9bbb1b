import { readPersonaWebhook, verifyPersonaWebhook } from "../webhook"

const SECRET = "wbhsec_sandbox-secret"
const NOW = new Date(1_790_000_000_000)
const BODY = '{"data":{}}'
/** `printf '%s' '1790000000.{"data":{}}' | openssl dgst -sha256 -hmac wbhsec_sandbox-secret`. */
const SIGNATURE = "8ed3301493971099fbbe967b89fdf8fb5e037e36dede433cd3cca0ea2250e66c"
const OTHER = "0".repeat(64)

const verify = (header: string | undefined, now = NOW, body = BODY) =>
  verifyPersonaWebhook(
    { headers: header === undefined ? {} : { "persona-signature": header }, rawBody: Buffer.from(body) },
    SECRET,
    now
  )
const secondsLater = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)

describe("the signature of Persona", () => {
  const header = `t=1790000000,v1=${SIGNATURE}`

  it("is taken", () => {
    expect(verify(header)).toEqual({ ok: true })
  })

  it("may be one of two, while a secret is being replaced", () => {
    expect(verify(`t=1790000000,v1=${OTHER} ${header}`)).toEqual({ ok: true })
    expect(verify(`${header} t=1790000000,v1=${OTHER}`)).toEqual({ ok: true })
  })

  it.each([-300, 300])("is taken %i seconds away", (seconds) => {
    expect(verify(header, secondsLater(seconds))).toEqual({ ok: true })
  })

  it.each([-301, 301, 86_400])("is refused %i seconds away", (seconds) => {
    expect(verify(header, secondsLater(seconds))).toMatchObject({ ok: false, status: 401 })
  })

  it.each([
    ["nothing", undefined],
    ["an empty header", ""],
    ["another signature", `t=1790000000,v1=${OTHER}`],
    ["a time that was not signed", `t=1790000001,v1=${SIGNATURE}`],
    ["no time", `v1=${SIGNATURE}`],
    ["half a signature", `t=1790000000,v1=${SIGNATURE.slice(0, 32)}`],
    ["nonsense", "t=x,v1=y"],
  ])("is refused with %s", (_what, given) => {
    expect(verify(given)).toMatchObject({ ok: false, status: 401 })
  })

  it("is one of the bytes, not of what they mean", () => {
    expect(verify(header, NOW, '{"data": {}}')).toMatchObject({ ok: false })
  })
})

describe("an event of Persona", () => {
  const inquiry = (status: string, included: unknown[] = []) => ({
    data: { type: "inquiry", id: "inq_1", attributes: { status, "reference-id": "agever_1" } },
    included,
  })
  const event = (payload: unknown, name = "inquiry.approved") => ({
    data: { type: "event", id: "evt_1", attributes: { name, payload } },
  })
  const document = (birthdate: string, status = "passed") => ({
    type: "verification/government-id",
    id: "ver_1",
    attributes: { status, birthdate },
  })

  it("is read with the id that its repeats have too", () => {
    expect(readPersonaWebhook(event(inquiry("approved", [document("1999-07-04")])))).toMatchObject({
      key: "evt_1",
      name: "inquiry.approved",
      session_id: "inq_1",
      decision: { status: "approved", reference: "agever_1", person: { birth_date: "1999-07-04" } },
    })
  })

  it("takes the birth date of a document that passed, and asks people when two disagree", () => {
    const decision = (included: unknown[]) => readPersonaWebhook(event(inquiry("approved", included)))!.decision
    expect(decision([document("1999-07-04", "failed")])).toMatchObject({ status: "approved", person: null })
    expect(decision([document("1999-07-04", "failed"), document("1998-01-01")]).person?.birth_date).toBe("1998-01-01")
    expect(decision([document("1999-07-04"), document("1998-01-01")])).toMatchObject({
      status: "needs_review",
      reasons: ["birth_dates_differ"],
      person: { birth_date: null },
    })
  })

  it("leaves a status that it does not know to people", () => {
    expect(readPersonaWebhook(event(inquiry("glorious")))?.decision.status).toBe("needs_review")
  })

  it.each([undefined, null, 7, {}, { data: {} }, event({}), event({ data: { type: "case", id: "case_1" } })])(
    "is nothing when it is about something else (%#)",
    (body) => {
      expect(readPersonaWebhook(body)).toBeUndefined()
    }
  )
})
