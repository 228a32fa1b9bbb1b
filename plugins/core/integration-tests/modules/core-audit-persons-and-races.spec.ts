import { audit } from "../../src/lib/audit"
import { act, auditLogSuite } from "../support/audit-log"

auditLogSuite((suite) => {
  const { service } = suite.runner
  const { sql, tamper, writeRows } = suite

  describe("personal values", () => {
    const personal = (n: number, person_id = "cus_1") =>
      act(n, { personal: { person_id, values: { name: "Robin Shopper", born: "1990-01-0" + n } } })
    const reader = { type: "user" as const, id: "user_9" }

    it("are not readable in the database, and reading them is audited", async () => {
      const { id } = await service.record(personal(1))
      const dump = JSON.stringify(await sql("SELECT * FROM core_audit_entry"))
      expect(dump).not.toContain("Robin")
      expect(dump).not.toContain("1990-01")

      const values = await service.revealPersonal([id, "caud_none"], reader)
      expect([...values]).toEqual([[id, { name: "Robin Shopper", born: "1990-01-01" }]])
      const [read] = await service.listCoreAuditEntries({ action: "core.audit_personal_values_read" })
      expect(read).toMatchObject({
        actor_type: "user",
        actor_id: "user_9",
        subject_type: "audit-log",
        subject_id: id,
        after: { entry_ids: [id], person_ids: ["cus_1"] },
      })
      const plain = await service.record(act(2))
      expect((await service.revealPersonal([plain.id], reader)).size).toBe(0)
      expect(await service.listCoreAuditEntries({ action: "core.audit_personal_values_read" })).toHaveLength(1)
    })

    it("of an erased person cannot be read again, those of others can, and the chain still verifies", async () => {
      const mine = await service.record(personal(1))
      const others = await service.record(personal(2, "cus_2"))
      await service.seal()
      expect(await service.erasePerson("cus_1", "Asked for it on the phone", reader)).toBe(true)
      expect(await service.erasePerson("cus_1", "Asked again", reader)).toBe(false)
      expect(await service.erasePerson("cus_3", "Never heard of", reader)).toBe(false)

      const after = await service.record(personal(3))
      const values = await service.revealPersonal([mine.id, others.id, after.id], reader)
      expect(values.get(mine.id)).toBeNull()
      expect(values.get(others.id)).toEqual({ name: "Robin Shopper", born: "1990-01-02" })
      // Somebody who comes back gets a new key, which does not open the old rows.
      expect(values.get(after.id)).toEqual({ name: "Robin Shopper", born: "1990-01-03" })
      expect(await service.personalOf("cus_1")).toEqual([
        expect.objectContaining({ values: { name: "Robin Shopper", born: "1990-01-03" } }),
      ])

      expect(await service.listCoreAuditEntries({ action: "core.audit_person_erased" })).toMatchObject([
        { subject_type: "person", subject_id: "cus_1", why: "Asked for it on the phone", actor_id: "user_9" },
      ])
      await service.seal()
      expect(await service.verify()).toMatchObject({ ok: true, unsealed: 0 })
    })

    it("of one person share one key when twelve transactions meet", async () => {
      await Promise.all(Array.from({ length: 12 }, (_, n) => service.record(personal((n % 9) + 1))))
      expect(await sql("SELECT person_id FROM core_audit_person_key")).toEqual([{ person_id: "cus_1" }])
      expect(await service.personalOf("cus_1")).toHaveLength(12)
    })

    it("that were copied to another row do not open", async () => {
      const one = await service.record(personal(1))
      const two = await service.record(personal(2))
      await tamper(
        `UPDATE core_audit_entry SET personal_cipher = (SELECT personal_cipher FROM core_audit_entry WHERE id = '${one.id}') WHERE id = '${two.id}'`
      )
      await expect(service.revealPersonal([two.id], reader)).rejects.toMatchObject({ type: "unexpected_state" })
    })
  })

  describe("at the same time", () => {
    it("ten writers and three sealers lose nothing and seal nothing twice", async () => {
      let writing = true
      const sealing = Promise.all(
        Array.from({ length: 3 }, async () => {
          let count = 0
          while (writing) {
            count += (await service.seal(4)).sealed
          }
          return count
        })
      )
      const writers = Array.from({ length: 10 }, async (_, writer) => {
        for (let n = 0; n < 12; n++) {
          await service.record(act(writer * 100 + n))
        }
      })
      await Promise.all(writers)
      writing = false
      const counts = await sealing
      const { sealed: rest } = await service.seal(4)
      expect(counts.reduce((sum, count) => sum + count, 0) + rest).toBe(120)
      expect(await service.verify()).toMatchObject({ ok: true, checked: 120, unsealed: 0 })
      expect(await sql("SELECT count(DISTINCT entry_id)::int AS rows FROM core_audit_seal")).toEqual([{ rows: 120 }])
    })

    it("a row that was written early and committed late is sealed late, and not skipped", async () => {
      const slow = await suite.transaction()
      await audit({ transactionManager: slow }, act(1))
      await writeRows(3, 2)
      expect(await service.seal()).toEqual({ sealed: 3 })
      await slow.commit()
      expect(await service.verify()).toMatchObject({ ok: true, checked: 3, unsealed: 1 })
      expect(await service.seal()).toEqual({ sealed: 1 })
      const [last] = await sql(
        "SELECT e.subject_id FROM core_audit_seal s JOIN core_audit_entry e ON e.id = s.entry_id WHERE s.seq = 4"
      )
      expect(last).toEqual({ subject_id: "thing_1" })
    })

    it("a sealer that finds another at work leaves at once", async () => {
      await writeRows(2)
      await service.seal()
      await writeRows(1, 3)
      await sql("BEGIN")
      await sql("SELECT seq FROM core_audit_head FOR UPDATE")
      expect(await service.seal()).toEqual({ sealed: 0 })
      await sql("ROLLBACK")
      expect(await service.seal()).toEqual({ sealed: 1 })
    })
  })
})
