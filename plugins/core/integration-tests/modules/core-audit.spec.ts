import { audit } from "../../src/lib/audit"
import { clock } from "../../src/lib/clock"
import { act, auditLogSuite, fileStore } from "../support/audit-log"

const TABLES = ["entry", "seal", "queue", "head", "day", "export", "person_key"].map((name) => `core_audit_${name}`)

auditLogSuite((suite) => {
  const { service, MikroOrmWrapper } = suite.runner
  const { sql, writeRows } = suite

  describe("writing", () => {
    it("keeps who, what, before, after and why, on the month's partition", async () => {
      clock.set(new Date())
      const { id } = await service.record(act(1))
      const [row] = await sql("SELECT tableoid::regclass::text AS partition, * FROM core_audit_entry WHERE id = $1", [
        id,
      ])
      expect(row).toMatchObject({
        partition: `core_audit_entry_${clock.now().toISOString().slice(0, 7).replace("-", "_")}`,
        actor_type: "user",
        actor_id: "user_1",
        action: "core.thing_changed",
        subject_type: "thing",
        subject_id: "thing_1",
        before: { state: "old", n: 1 },
        after: { state: "new", n: 1, nested: { z: 1, a: [1, 2.5, "x"] } },
        why: "Reason 1",
        person_id: null,
        personal_cipher: null,
      })
      expect(await service.listCoreAuditEntries({ subject_id: "thing_1" })).toHaveLength(1)
    })

    it("exists if and only if the caller's change was committed, and needs a transaction", async () => {
      const undone = await suite.transaction()
      await audit(
        { transactionManager: undone },
        act(1, { personal: { person_id: "cus_1", values: { name: "Robin" } } })
      )
      await undone.rollback()
      expect(await sql("SELECT id FROM core_audit_entry UNION ALL SELECT id FROM core_audit_person_key")).toEqual([])

      const done = await suite.transaction()
      await audit({ transactionManager: done }, act(2))
      await done.commit()
      expect(await sql("SELECT subject_id FROM core_audit_entry")).toEqual([{ subject_id: "thing_2" }])

      await expect(audit({ transactionManager: MikroOrmWrapper.forkManager() }, act(3))).rejects.toMatchObject({
        type: "unexpected_state",
      })
      await expect(audit({}, act(3))).rejects.toMatchObject({ type: "unexpected_state" })
    })

    it("takes whatever a client may have sent", async () => {
      const odd = {
        "k\0": "a\0b\uD800",
        at: new Date(0),
        big: 1n,
        none: undefined,
        tiny: 5e-324,
        huge: 1e300,
        minus: -0,
      }
      await service.record(act(1, { why: "nul \0", after: odd as any, subject: { type: "thing", id: "x\0" } }))
      await service.seal()
      expect(await service.verify()).toMatchObject({ ok: true, checked: 1 })
    })

    it("takes rows of months that have no partition, and goes on making partitions", async () => {
      clock.set(new Date("2031-05-31T12:00:00Z"))
      await service.record(act(1))
      expect(await sql("SELECT id FROM core_audit_entry_default")).toHaveLength(1)
      // May is in the default partition and stays there; June to August get theirs.
      expect(await service.ensurePartitions()).toEqual({ created: 3 })
      expect(await service.ensurePartitions()).toEqual({ created: 0 })
      clock.set(new Date("2031-06-01T00:00:00Z"))
      await service.record(act(2))
      expect(await sql("SELECT subject_id FROM core_audit_entry_2031_06")).toEqual([{ subject_id: "thing_2" }])
      await expect(sql("TRUNCATE core_audit_entry_2031_06")).rejects.toThrow(/only grows|foreign key/)
      await expect(sql("TRUNCATE core_audit_entry_2031_06 CASCADE")).rejects.toThrow("only grows")
      await service.seal()
      expect(await service.verify()).toMatchObject({ ok: true, checked: 2 })
    })
  })

  describe("the database refuses", () => {
    beforeEach(async () => {
      clock.set(new Date("2026-03-10T12:00:00Z"))
      await service.record(act(1, { personal: { person_id: "cus_1", values: { name: "Robin" } } }))
      await service.seal()
      clock.set(new Date("2026-03-11T12:00:00Z"))
      await writeRows(2, 2)
      await service.seal()
      await service.exportHeads(fileStore().files)
      await writeRows(1, 4)
    })

    const statements = [
      "UPDATE core_audit_entry SET why = 'another'",
      "UPDATE core_audit_entry_default SET why = 'another'",
      "DELETE FROM core_audit_entry",
      "DELETE FROM core_audit_entry_default",
      "UPDATE core_audit_seal SET hash = 'x' WHERE seq = 1",
      "DELETE FROM core_audit_seal WHERE seq = 2",
      "UPDATE core_audit_day SET hash = 'x'",
      "DELETE FROM core_audit_day",
      "UPDATE core_audit_export SET file_id = 'x'",
      "DELETE FROM core_audit_export",
      "UPDATE core_audit_head SET seq = 1",
      "UPDATE core_audit_head SET day = '2026-03-10'",
      "DELETE FROM core_audit_head",
      "UPDATE core_audit_queue SET entry_id = 'x'",
      "DELETE FROM core_audit_queue",
      "UPDATE core_audit_person_key SET wrapped_key = 'x'",
      "INSERT INTO core_audit_seal (seq, entry_id, entry_created_at, entry_digest, previous_hash, hash) VALUES (9, 'none', now(), 'x', 'x', 'x')",
      "TRUNCATE core_audit_entry_default CASCADE",
      ...TABLES.flatMap((table) => [`TRUNCATE ${table}`, `TRUNCATE ${table} CASCADE`]),
      `TRUNCATE ${TABLES.join(", ")}`,
    ]

    it("every change of what is written, in SQL and through the service", async () => {
      const counts = async () => {
        const lines: string[] = []
        for (const table of TABLES) {
          lines.push(`${table} ${(await sql(`SELECT count(*) FROM ${table}`))[0].count}`)
        }
        return lines
      }
      const before = await counts()
      expect(before).toEqual(TABLES.map((table, n) => `${table} ${[4, 3, 1, 1, 1, 1, 1][n]}`))
      const accepted: string[] = []
      for (const statement of statements) {
        await sql(statement).then(
          () => accepted.push(statement),
          () => undefined
        )
      }
      expect(accepted).toEqual([])

      const [{ id }] = await service.listCoreAuditEntries({ subject_id: "thing_1" })
      await expect(service.updateCoreAuditEntries({ id, why: "another" })).rejects.toThrow()
      await expect(service.deleteCoreAuditEntries(id)).rejects.toThrow()
      await expect(service.softDeleteCoreAuditEntries(id)).rejects.toThrow()
      expect(await counts()).toEqual(before)
      expect(await service.verify()).toMatchObject({ ok: true, checked: 3, unsealed: 1 })
    })

    it("lets only a person's key go", async () => {
      expect(await sql("DELETE FROM core_audit_person_key RETURNING person_id")).toEqual([{ person_id: "cus_1" }])
    })
  })

  describe("migrations", () => {
    it("go down and up again", async () => {
      await writeRows(2)
      const migrator = MikroOrmWrapper.getOrm().getMigrator()
      await migrator.down()
      expect(await sql("SELECT to_regclass('core_audit_entry_default') AS gone")).toEqual([{ gone: null }])
      await migrator.up()
      await writeRows(2)
      await service.seal()
      expect(await service.verify()).toMatchObject({ ok: true, checked: 2 })
      await migrator.down()
      await migrator.down()
      expect(await sql("SELECT to_regclass('core_audit_entry') AS gone")).toEqual([{ gone: null }])
      await migrator.up()
      expect(await service.record(act(1))).toEqual({ id: expect.stringMatching(/^caud_/) })
    })
  })
})
