import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { clock, erasePerson, listPermissions, listPersonalDataSources } from "@rise-via/core"
import { httpSuite, mustSucceed } from "../../support"

httpSuite("audit log", (suite) => {
  const log = () => suite.container().resolve("core_audit") as any
  const get = (path: string, query: Record<string, unknown> = {}) =>
    suite.api().get(path).query(query).set(suite.adminHeaders())
  const list = async (query: Record<string, unknown>) => mustSucceed(await get("/admin/audit-log", query))
  const verify = async (body: object = {}) =>
    mustSucceed(await suite.api().post("/admin/audit-log/verify").set(suite.adminHeaders()).send(body))

  /** The store's own job may be sealing at this moment, and then `seal` leaves at once. */
  const seal = () =>
    suite.until("everything is sealed", async () => {
      await log().seal()
      const { rows } = await suite.db().query("SELECT count(*)::int AS waiting FROM core_audit_queue")
      return rows[0].waiting === 0
    })

  const ids: string[] = []
  const act = (n: number) => ({
    actor: { type: n % 2 ? "user" : "system", id: `actor_${n}` },
    action: "core.spec_acted",
    subject: { type: "spec", id: `spec_${n}` },
    before: { n },
    after: { n: n + 1 },
    why: `Because of ${n}`,
    ...(n === 3 && { personal: { person_id: "cus_spec", values: { name: "Robin Shopper" } } }),
  })

  /** As somebody who owns the database and switched the triggers off. */
  async function tamper(...statements: string[]) {
    const client = await suite.db().connect()
    await client.query("SET session_replication_role = replica")
    for (const statement of statements) {
      await client.query(statement)
    }
    await client.query("SET session_replication_role = DEFAULT")
    client.release()
  }

  beforeAll(async () => {
    for (let n = 1; n <= 5; n++) {
      ids.push((await log().record(act(n))).id)
    }
    await seal()
  })

  afterAll(() => clock.reset())

  describe("GET /admin/audit-log", () => {
    it("answers newest first, a page at a time, with the count", async () => {
      const first = await list({ action: "core.spec_acted", limit: 2 })
      expect(first).toMatchObject({ count: 5, limit: 2, offset: 0 })
      expect(first.audit_entries.map(({ id }: any) => id)).toEqual([ids[4], ids[3]])
      expect(first.audit_entries[0]).toEqual({
        id: ids[4],
        created_at: expect.any(String),
        actor_type: "user",
        actor_id: "actor_5",
        action: "core.spec_acted",
        subject_type: "spec",
        subject_id: "spec_5",
        before: { n: 5 },
        after: { n: 6 },
        why: "Because of 5",
        person_id: null,
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      })
      const last = await list({ action: "core.spec_acted", limit: 2, offset: 4, order: "-created_at" })
      expect(last.audit_entries.map(({ id }: any) => id)).toEqual([ids[0]])
      const oldest = await list({ action: "core.spec_acted", limit: 1, order: "created_at", fields: "action" })
      expect(oldest.audit_entries).toEqual([{ id: ids[0], action: "core.spec_acted" }])
    })

    it("filters by who, what, about what, when, and by words", async () => {
      const found = async (query: Record<string, unknown>) =>
        (await list({ action: "core.spec_acted", order: "created_at", ...query })).audit_entries.map(
          ({ id }: any) => ids.indexOf(id) + 1
        )
      expect(await found({ actor_type: "system" })).toEqual([2, 4])
      expect(await found({ actor_type: ["system", "user"], actor_id: ["actor_1", "actor_2"] })).toEqual([1, 2])
      expect(await found({ subject_type: "spec", subject_id: "spec_4" })).toEqual([4])
      expect(await found({ person_id: "cus_spec" })).toEqual([3])
      expect(await found({ q: "because of 2" })).toEqual([2])
      expect(await found({ action: "core.spec_never" })).toEqual([])
      const [{ created_at }] = (await list({ subject_id: "spec_3" })).audit_entries
      expect(await found({ from: created_at })).toEqual(expect.arrayContaining([3, 4, 5]))
      expect(await found({ from: created_at })).not.toContain(1)
      expect(await found({ to: created_at })).not.toContain(3)
      expect(await found({ from: "2001-01-01", to: "2001-02-01T00:00:00+02:00" })).toEqual([])
    })

    it("never shows ciphertext, and personal values only when asked, which is audited", async () => {
      const plain = await list({ person_id: "cus_spec", fields: "id,personal_cipher,+personal_cipher,*" })
      expect(JSON.stringify(plain)).not.toContain("cipher")
      expect(await list({ action: "core.audit_personal_values_read" })).toMatchObject({ count: 0 })

      const { audit_entries } = await list({ action: "core.spec_acted", personal: true, order: "created_at" })
      expect(audit_entries.map(({ personal, personal_erased }: any) => [personal, personal_erased])).toEqual([
        [null, false],
        [null, false],
        [{ name: "Robin Shopper" }, false],
        [null, false],
        [null, false],
      ])
      const { audit_entry } = mustSucceed(await get(`/admin/audit-log/${ids[2]}`, { personal: true }))
      expect(audit_entry.personal).toEqual({ name: "Robin Shopper" })

      const { data: users } = await suite
        .container()
        .resolve(ContainerRegistrationKeys.QUERY)
        .graph({ entity: "user", fields: ["id"] })
      const reads = await list({ action: "core.audit_personal_values_read" })
      expect(reads.count).toBe(2)
      expect(reads.audit_entries[0]).toMatchObject({
        actor_type: "user",
        actor_id: expect.stringMatching(new RegExp(users.map(({ id }) => id).join("|"))),
        subject_id: ids[2],
        after: { entry_ids: [ids[2]], person_ids: ["cus_spec"] },
      })
    })

    it("refuses what it does not understand, and nothing is our fault", async () => {
      const odd = [
        "limit=-1",
        "limit=1000",
        "limit=x",
        "limit=1.5",
        "offset=-5",
        "offset=99999999999",
        "order=why'--",
        "order=-",
        "order[]=id",
        "order=personal_cipher",
        "unknown=1",
        "with_deleted=true",
        "actor_type=robot",
        "personal=maybe",
        "from=yesterday",
        "from=2026-13-01",
        "to=1",
        "q=%00",
        "action=%00",
        "fields=%00",
        "subject_id[$ne]=x",
        "fields[]=id&fields[]=x",
        `q=${"x".repeat(300)}`,
        "actor_id[$or][0]=1",
        "created_at[$gt]=x",
        "id[]=1",
      ]
      for (const query of odd) {
        const answer = await suite.api().get(`/admin/audit-log?${query}`).set(suite.adminHeaders())
        expect([query, answer.status, answer.body.type]).toEqual([query, 400, "invalid_data"])
      }
      for (const query of [
        "limit=0",
        "fields=nothing",
        "fields=before.n",

        "q=%27%25_",
        "fields=*",
        "fields=-id",
        "offset=1000000",
      ]) {
        const answer = await suite.api().get(`/admin/audit-log?${query}`).set(suite.adminHeaders())
        expect([query, answer.status]).toEqual([query, 200])
        expect(answer.text).not.toContain("cipher")
      }
    })

    it("is for staff and keys with a right to it", async () => {
      const shopper = await suite.shopper()
      for (const [method, path] of [
        ["get", "/admin/audit-log"],
        ["get", `/admin/audit-log/${ids[0]}`],
        ["post", "/admin/audit-log/verify"],
      ] as const) {
        expect((await suite.api()[method](path)).status).toBe(401)
        expect((await suite.api()[method](path).set(shopper.headers)).status).toBe(401)
      }
      const routes = listPermissions()
        .filter(({ key }) => key.startsWith("audit-log:"))
        .flatMap(({ routes }) => routes)
      expect(routes.sort()).toEqual([
        "GET /admin/audit-log",
        "GET /admin/audit-log/:id",
        "POST /admin/audit-log/verify",
      ])
    })
  })

  describe("GET /admin/audit-log/:id", () => {
    it("answers one row, and 404 for what is none", async () => {
      const { audit_entry } = mustSucceed(await get(`/admin/audit-log/${ids[0]}`))
      expect(audit_entry).toMatchObject({ id: ids[0], why: "Because of 1" })
      expect(audit_entry).not.toHaveProperty("personal")
      for (const id of ["caud_01ARZ3NDEKTSV4RRFFQ69G5FAV", "%00", "x'--", "caud_", "x".repeat(2000)]) {
        expect([id, (await get(`/admin/audit-log/${id}`)).status]).toEqual([id, 404])
      }
    })
  })

  describe("POST /admin/audit-log/verify", () => {
    it("says that the log is whole, also against the heads that went out through the file module", async () => {
      const before = await verify()
      expect(before).toMatchObject({ ok: true, heads_checked: 0, missing_heads: [] })
      expect(before.checked).toBeGreaterThanOrEqual(5)

      clock.advance(26 * 3_600_000)
      const files = suite.container().resolve(Modules.FILE)
      const exports = await suite.until("the day is closed and its head exported", async () => {
        await log().seal()
        await log().exportHeads(files)
        return (await suite.db().query("SELECT day, file_id FROM core_audit_export")).rows
      })
      clock.reset()
      expect(exports).toHaveLength(1)
      expect(await verify()).toMatchObject({ ok: true, heads_checked: 1 })

      const head = JSON.parse(String(await files.getAsBuffer(exports[0].file_id)))
      expect(head).toMatchObject({ kind: "rise-via-audit-head", day: exports[0].day })
      expect(await verify({ heads: [head] })).toMatchObject({ ok: true, heads_checked: 2 })
      expect(await verify({ heads: [{ ...head, last_seq: head.last_seq + 1 }] })).toMatchObject({
        ok: false,
        first_problem: { kind: "exported_head" },
      })
      await files.deleteFiles(exports[0].file_id)
    })

    it("names the first broken row and a cut tail", async () => {
      const { rows } = await suite.db().query("SELECT s.seq FROM core_audit_seal s WHERE entry_id = $1", [ids[1]])
      await tamper(`UPDATE core_audit_entry SET why = 'Because of nothing' WHERE id IN ('${ids[1]}', '${ids[3]}')`)
      expect(await verify()).toMatchObject({
        ok: false,
        first_problem: { kind: "edited", seq: rows[0].seq, entry_id: ids[1], message: expect.stringContaining(ids[1]) },
      })
      await tamper(
        `UPDATE core_audit_entry SET why = 'Because of 2' WHERE id = '${ids[1]}'`,
        `UPDATE core_audit_entry SET why = 'Because of 4' WHERE id = '${ids[3]}'`
      )
      expect(await verify()).toMatchObject({ ok: true })

      await log().record(act(6))
      await seal()
      const { rows: tail } = await suite.db().query("SELECT * FROM core_audit_seal ORDER BY seq DESC LIMIT 1")
      await tamper(
        `DELETE FROM core_audit_seal WHERE seq = ${tail[0].seq}`,
        `DELETE FROM core_audit_entry WHERE id = '${tail[0].entry_id}'`
      )
      expect(await verify()).toMatchObject({ ok: false, first_problem: { kind: "cut_tail", seq: tail[0].seq } })
    })

    it("refuses a body it does not understand", async () => {
      for (const body of [{ heads: 1 }, { heads: [{}] }, { unknown: true }, { heads: Array(401).fill({}) }, []]) {
        const answer = await suite.api().post("/admin/audit-log/verify").set(suite.adminHeaders()).send(body)
        expect([body, answer.status]).toEqual([body, 400])
      }
    })
  })

  it("refuses to be changed in the store's own database", async () => {
    for (const statement of [
      "UPDATE core_audit_entry SET why = ''",
      "DELETE FROM core_audit_entry",
      "TRUNCATE core_audit_entry CASCADE",
    ]) {
      await expect(suite.db().query(statement)).rejects.toThrow("only grows")
    }
  })

  it("takes part in the export and the erasing of a customer's personal data", async () => {
    const source = listPersonalDataSources().find(({ name }) => name === "core.audit-log")!
    expect(await source.export("cus_spec", suite.container())).toEqual({
      entries: [{ at: expect.any(Date), action: "core.spec_acted", values: { name: "Robin Shopper" } }],
    })
    expect(await source.export("cus_nobody", suite.container())).toBeNull()

    await source.erase("cus_spec", suite.container())
    await source.erase("cus_spec", suite.container())
    expect(await erasePerson(suite.container(), "cus_spec", "Once more")).toBe(false)
    expect(await source.export("cus_spec", suite.container())).toBeNull()
    const { audit_entry } = mustSucceed(await get(`/admin/audit-log/${ids[2]}`, { personal: true }))
    expect(audit_entry).toMatchObject({ personal: null, personal_erased: true })
    expect(await list({ action: "core.audit_person_erased" })).toMatchObject({
      count: 1,
      audit_entries: [{ subject_id: "cus_spec" }],
    })
  })
})
