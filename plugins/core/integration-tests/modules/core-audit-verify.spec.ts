import { entryDigest } from "../../src/lib/audit-entry"
import { auditKeys } from "../../src/lib/audit-runtime"
import { clock } from "../../src/lib/clock"
import { act, auditLogSuite, fileStore } from "../support/audit-log"

auditLogSuite((suite) => {
  const { service } = suite.runner
  const { sql, tamper, writeRows, problemOf } = suite
  const sealed = (seq: number) => `(SELECT entry_id FROM core_audit_seal WHERE seq = ${seq})`

  describe("verify", () => {
    it("passes on an empty log and says how many rows it walked", async () => {
      expect(await service.verify()).toEqual({
        ok: true,
        checked: 0,
        unsealed: 0,
        heads_checked: 0,
        missing_heads: [],
      })
      await writeRows(7)
      expect(await service.verify()).toMatchObject({ ok: true, checked: 0, unsealed: 7 })
      await service.seal(3)
      expect(await service.verify()).toMatchObject({ ok: true, checked: 7, unsealed: 0 })
    })

    it("names the first of two rows that were edited", async () => {
      await writeRows(6)
      await service.seal()
      await tamper(`UPDATE core_audit_entry SET after = '{"state": "forged"}' WHERE id IN (${sealed(3)}, ${sealed(5)})`)
      const [{ entry_id }] = await sql("SELECT entry_id FROM core_audit_seal WHERE seq = 3")
      expect(await service.verify()).toMatchObject({
        ok: false,
        checked: 2,
        first_problem: { kind: "edited", seq: 3, entry_id, message: expect.stringContaining(`Row 3 (${entry_id})`) },
      })
    })

    it.each([
      "actor_id = 'user_2'",
      "action = 'x'",
      "subject_id = 'x'",
      "why = NULL",
      "before = NULL",
      "created_at = created_at - interval '1 hour'",
    ])("notices a row with %s", async (change) => {
      await writeRows(3)
      await service.seal()
      await tamper(`UPDATE core_audit_entry SET ${change} WHERE id = ${sealed(2)}`)
      expect(await problemOf()).toMatchObject({ kind: "edited", seq: 2 })
    })

    it("notices a row whose digest was made again with the right key, and a link made again without it", async () => {
      await writeRows(4)
      await service.seal()
      const [row] = await sql(`SELECT * FROM core_audit_entry WHERE id = ${sealed(2)}`)
      const digest = entryDigest(auditKeys(), { ...row, why: "another" })
      await tamper(`UPDATE core_audit_entry SET why = 'another', digest = '${digest}' WHERE id = '${row.id}'`)
      expect(await problemOf()).toMatchObject({ kind: "forged", seq: 2, entry_id: row.id })
      await tamper(`UPDATE core_audit_seal SET entry_digest = '${digest}' WHERE seq = 2`)
      expect(await problemOf()).toMatchObject({ kind: "forged", seq: 2, entry_id: row.id })
    })

    it("notices two rows that changed places", async () => {
      await writeRows(4)
      await service.seal()
      await tamper(
        "UPDATE core_audit_seal SET seq = 99 WHERE seq = 2",
        "UPDATE core_audit_seal SET seq = 2 WHERE seq = 3",
        "UPDATE core_audit_seal SET seq = 3 WHERE seq = 99"
      )
      expect(await problemOf()).toMatchObject({ kind: "forged", seq: 2 })
    })

    it("names a gap: a sealed row that is gone, links that are gone, and both", async () => {
      await writeRows(8)
      await service.seal()
      await tamper(`DELETE FROM core_audit_entry WHERE id = ${sealed(6)}`)
      expect(await problemOf()).toMatchObject({ kind: "gap", seq: 6, message: expect.stringContaining("Row 6") })
      await tamper("DELETE FROM core_audit_seal WHERE seq IN (4, 5)")
      expect(await problemOf()).toMatchObject({
        kind: "gap",
        seq: 4,
        message: "Links 4 to 5 are missing from the chain.",
      })
      await tamper(`DELETE FROM core_audit_entry WHERE id = ${sealed(1)}`, "DELETE FROM core_audit_seal WHERE seq = 1")
      expect(await problemOf()).toMatchObject({ kind: "gap", seq: 1, message: "Link 1 is missing from the chain." })
    })

    it("names a cut tail, and the sealer does not grow a new one over it", async () => {
      await writeRows(6)
      await service.seal()
      await tamper(
        `DELETE FROM core_audit_entry WHERE id IN (SELECT entry_id FROM core_audit_seal WHERE seq > 4)`,
        "DELETE FROM core_audit_seal WHERE seq > 4"
      )
      expect(await problemOf()).toMatchObject({
        kind: "cut_tail",
        seq: 5,
        message: expect.stringContaining("6 rows were sealed, the chain ends at 4"),
      })
      await writeRows(1, 7)
      await service.seal()
      expect(await problemOf()).toMatchObject({ kind: "gap", seq: 5 })
    })

    it("names a head that was set back by hand, or is gone, and then nothing more is sealed", async () => {
      await writeRows(4)
      await service.seal()
      await tamper(
        `DELETE FROM core_audit_entry WHERE id = ${sealed(4)}`,
        "DELETE FROM core_audit_seal WHERE seq = 4",
        "UPDATE core_audit_head SET seq = 3, hash = (SELECT hash FROM core_audit_seal WHERE seq = 3)"
      )
      expect(await problemOf()).toMatchObject({ kind: "head", seq: 3 })
      await expect(service.seal()).rejects.toMatchObject({ type: "unexpected_state" })
      await tamper("DELETE FROM core_audit_head")
      expect(await problemOf()).toMatchObject({ kind: "head", seq: 3 })
      await expect(service.seal()).rejects.toMatchObject({ type: "unexpected_state" })
    })

    it("notices rows that were made up in SQL, edited before their seal, or hidden from the sealer", async () => {
      await writeRows(2)
      await tamper("UPDATE core_audit_entry SET why = 'another' WHERE subject_id = 'thing_2'")
      expect(await problemOf()).toMatchObject({
        kind: "edited",
        seq: null,
        message: expect.stringContaining("not yet sealed"),
      })
      await service.seal()
      expect(await problemOf()).toMatchObject({ kind: "edited", seq: 2 })
      await tamper("UPDATE core_audit_entry SET why = 'Reason 2' WHERE subject_id = 'thing_2'")
      expect(await service.verify()).toMatchObject({ ok: true, checked: 2 })

      const { id } = await service.record(act(3))
      await tamper(`DELETE FROM core_audit_queue WHERE entry_id = '${id}'`)
      expect(await problemOf()).toMatchObject({ kind: "unqueued", entry_id: id })
    })
  })

  describe("day heads", () => {
    const day = (n: number) => clock.set(new Date(Date.UTC(2026, 2, n, 12)))
    const { files, texts } = fileStore()

    beforeEach(async () => {
      texts.clear()
      for (const n of [10, 11, 14]) {
        day(n)
        await writeRows(3, n * 10)
        await service.seal()
      }
      day(15)
      await service.seal()
    })

    it("close each day that had rows, include the day before and the count, and go out through the file module", async () => {
      const days = await sql(
        "SELECT day, first_seq, last_seq, count, head_hash, previous_hash, hash FROM core_audit_day ORDER BY day"
      )
      expect(days.map(({ day, first_seq, last_seq, count }) => [day, first_seq, last_seq, count])).toEqual([
        ["2026-03-10", 1, 3, 3],
        ["2026-03-11", 4, 6, 3],
        ["2026-03-14", 7, 9, 3],
      ])
      expect(days[1].previous_hash).toBe(days[0].hash)
      expect(days[2].previous_hash).toBe(days[1].hash)
      expect(await service.exportHeads(files)).toEqual({ exported: ["2026-03-10", "2026-03-11", "2026-03-14"] })
      expect(await service.exportHeads(files)).toEqual({ exported: [] })
      expect([...texts.values()].map((text: any) => JSON.parse(text))).toEqual(
        days.map((row) => ({ kind: "rise-via-audit-head", ...row }))
      )
      expect(await service.verify(files)).toEqual({
        ok: true,
        checked: 9,
        unsealed: 0,
        heads_checked: 1,
        missing_heads: [],
      })
    })

    it("are tried again when the file store was away, and do not hold up the sealing", async () => {
      const away = { ...files, createFiles: async () => Promise.reject(new Error("store is away")) }
      await expect(service.exportHeads(away)).rejects.toThrow("store is away")
      await writeRows(1)
      expect(await service.seal()).toEqual({ sealed: 1 })
      expect((await service.exportHeads(files)).exported).toHaveLength(3)
    })

    it("that were changed or taken out are noticed", async () => {
      await tamper("UPDATE core_audit_day SET head_hash = repeat('a', 64) WHERE day = '2026-03-11'")
      expect(await problemOf()).toMatchObject({ kind: "day", seq: 6 })
      await tamper("DELETE FROM core_audit_day WHERE day = '2026-03-11'")
      expect(await problemOf()).toMatchObject({ kind: "day", seq: 9 })
      await tamper("DELETE FROM core_audit_day WHERE day = '2026-03-14'")
      expect(await problemOf()).toMatchObject({ kind: "day" })
    })

    it("in an exported file show a tail that was cut with its seals, day heads and an old head put back", async () => {
      const [old] = await sql("SELECT * FROM core_audit_head")
      day(16)
      await writeRows(4, 200)
      await service.seal()
      day(17)
      await service.seal()
      await service.exportHeads(files)
      const kept = JSON.parse([...texts.values()].at(-1) as string)
      const cut = [
        `DELETE FROM core_audit_entry WHERE id IN (SELECT entry_id FROM core_audit_seal WHERE seq > 9)`,
        "DELETE FROM core_audit_seal WHERE seq > 9",
        "DELETE FROM core_audit_day WHERE last_seq > 9",
        `UPDATE core_audit_head SET seq = 9, hash = '${old.hash}', day = '${old.day}', day_first_seq = ${old.day_first_seq}, day_hash = '${old.day_hash}', mac = '${old.mac}'`,
      ]
      await tamper(...cut)
      expect(await service.verify(files)).toMatchObject({ ok: false, first_problem: { kind: "cut_tail", seq: 10 } })
      // Whoever also forgets the exports still meets the file that somebody kept.
      await tamper("DELETE FROM core_audit_export WHERE last_seq > 9")
      expect(await service.verify(files)).toMatchObject({ ok: true, checked: 9 })
      expect(await service.verify(files, [kept])).toMatchObject({
        ok: false,
        first_problem: { kind: "cut_tail", seq: 10 },
      })
      expect(await problemOf({ ...kept, last_seq: 9, count: 3 })).toMatchObject({ kind: "exported_head" })
    })

    it("whose file is gone are noted, and whose file was changed are a problem", async () => {
      await service.exportHeads(files)
      const ids = [...texts.keys()] as string[]
      texts.delete(ids[2])
      expect(await service.verify(files)).toMatchObject({ ok: true, heads_checked: 1, missing_heads: ["2026-03-14"] })
      texts.set(ids[1], "{}")
      expect(await service.verify(files)).toMatchObject({ ok: false, first_problem: { kind: "exported_head" } })
    })
  })
})
