import { DEFAULT_AGECHECKER } from "../agechecker"
import { sandboxOfEachTest } from "./support"

const { key, secret } = DEFAULT_AGECHECKER
const SECRET = { "x-agechecker-secret": secret }
const BUYER = {
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
}

describe("AgeChecker.Net", () => {
  const { api } = sandboxOfEachTest()

  const create = (data: object = {}, more: object = {}) =>
    api("/agechecker/v1/create", "POST", { key, secret, data: { ...BUYER, ...data }, ...more })
  const status = (uuid: string, headers: Record<string, string> = {}) =>
    api(`/agechecker/v1/status/${uuid}`, "GET", undefined, headers)
  const acts = async () => (await api("/__sim/panels/agechecker/verifications")).body.rows[0].acts

  it("tells who knows the secret whose verification it is, and nobody else", async () => {
    const { body } = await create({}, { options: { min_age: 21, metadata: { order: "1" } } })
    expect(body).toEqual({ uuid: expect.stringMatching(/^\w{32}$/), status: "accepted" })
    expect((await status(body.uuid)).body).toEqual({ status: "accepted" })
    expect((await status(body.uuid, SECRET)).body).toEqual({
      status: "accepted",
      key,
      verification: { buyer: BUYER, created: expect.any(String) },
      metadata: { order: "1" },
    })
  })

  it.each([
    ["JOHN", "accepted"],
    ["JANE", "photo_id"],
    ["FRANK", "photo_id"],
  ])("knows the test buyer %s DOE", async (first_name, expected) => {
    expect((await create({ first_name, last_name: "DOE" })).body.status).toBe(expected)
  })

  it("makes nothing for who is banned, too young or kept out", async () => {
    const nothing = { status: "not_created" }
    expect((await create({ first_name: "GRACE", last_name: "DOE" })).body).toEqual(nothing)
    const year = new Date().getUTCFullYear() - 20
    expect((await create({ dob_year: year })).body).toEqual(nothing)
    expect((await create({ dob_year: year }, { options: { min_age: 18 } })).body.status).toBe("accepted")
    await api("/agechecker/__sim/settings", "POST", { answer: "not_created" })
    expect((await create()).body).toEqual(nothing)
  })

  it.each([
    ["JANE", { status: "accepted" }],
    ["FRANK", { status: "denied", reason: "invalid_id" }],
  ])("decides the image of %s DOE at once", async (first_name, expected) => {
    const { uuid } = (await create({ first_name, last_name: "Doe" })).body
    await api(`/agechecker/__sim/verifications/${uuid}/upload`, "POST", {})
    expect((await status(uuid)).body).toEqual(expected)
  })

  it("may accept after a denial, but takes nothing back", async () => {
    await api("/agechecker/__sim/settings", "POST", { answer: "photo_id" })
    const { uuid } = (await create()).body
    const set = (body: unknown) => api(`/agechecker/__sim/verifications/${uuid}/status`, "POST", body)
    await api(`/agechecker/__sim/verifications/${uuid}/upload`, "POST", {})
    expect((await status(uuid)).body.status).toBe("pending")
    await set({ status: "denied", reason: "blank_id" })
    expect((await status(uuid)).body).toEqual({ status: "denied", reason: "blank_id" })
    await set({ status: "accepted" })
    expect(await set({ status: "denied" })).toMatchObject({ status: 422, body: { field: "status" } })
  })

  it("answers the one documented error, and marks the others as assumed", async () => {
    const unknown = await create({}, { key: "another" })
    expect(unknown).toMatchObject({ status: 400, body: { error: { code: "invalid_token" } } })
    expect(unknown.headers.get("x-sim-assumed")).toBeNull()
    expect((await status("nobody")).body.error.code).toBe("uuid_not_found")
    for (const refused of [
      await create({ zip: "" }),
      await create({ state: "Washington" }),
      await create({}, { secret: "wrong", options: { min_age: 21 } }),
      await create({}, { options: { min_age: 17 } }),
    ]) {
      expect(refused.status).toBe(400)
      expect(refused.headers.get("x-sim-assumed")).toBe("true")
    }
  })

  it("answers merchants' /validate, as assumed", async () => {
    const { uuid } = (await create()).body
    const validate = (body: unknown) => api("/agechecker/v1/validate", "POST", body)
    const valid = await validate({ key, uuid })
    expect(valid.body).toEqual({ status: "accepted" })
    expect(valid.headers.get("x-sim-assumed")).toBe("true")
    expect((await validate({ key: "another", uuid })).status).toBe(400)
    expect((await validate({})).status).toBe(400)
  })

  it("shows verifications in the console, and its buttons work", async () => {
    const { acts: global } = (await api("/__sim/panels")).body.panels.find(
      ({ name }: { name: string }) => name === "agechecker"
    )
    const ask = global.find(({ label }: { label: string }) => label.endsWith("photo id"))
    await api(ask.path, "POST", ask.body)
    const { uuid } = (await create()).body
    const [accept] = await acts()
    expect((await api(accept.path, "POST", accept.body)).status).toBe(200)
    expect((await status(uuid)).body.status).toBe("accepted")
    expect(await acts()).toEqual([])
    await api("/__sim/reset", "POST", {})
    expect((await status(uuid)).body.error.code).toBe("uuid_not_found")
    expect((await create()).body.status).toBe("accepted")
  })
})
