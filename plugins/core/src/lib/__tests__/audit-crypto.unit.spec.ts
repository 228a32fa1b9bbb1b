import fc from "fast-check"
import { decrypt, deriveAuditKeys, encrypt, macOf, newPersonKey, sameMac, unwrapPersonKey } from "../audit-crypto"

const keys = deriveAuditKeys("a key of the audit log for the unit specs")
const others = deriveAuditKeys("another key of the audit log for the unit specs")

describe("keys of the audit log", () => {
  it("come out the same for the same AUDIT_KEY, and different for each purpose and each AUDIT_KEY", () => {
    expect(deriveAuditKeys("a key of the audit log for the unit specs")).toEqual(keys)
    const all = [...Object.values(keys), ...Object.values(others)].map((key: Buffer) => key.toString("hex"))
    expect(new Set(all).size).toBe(6)
    expect(Object.values(keys).every((key: Buffer) => key.length === 32)).toBe(true)
  })

  it("do not depend on how a letter with an accent is encoded", () => {
    expect(deriveAuditKeys("cafe\u0301 cafe\u0301 cafe\u0301")).toEqual(
      deriveAuditKeys("caf\u00e9 caf\u00e9 caf\u00e9")
    )
  })

  it("give a mark that only the same key and the same value give", () => {
    const mark = macOf(keys.chain, { a: 1, b: 2 })
    expect(mark).toMatch(/^[0-9a-f]{64}$/)
    expect(sameMac(mark, macOf(keys.chain, { b: 2, a: 1 }))).toBe(true)
    expect(sameMac(mark, macOf(keys.entry, { a: 1, b: 2 }))).toBe(false)
    expect(sameMac(mark, macOf(others.chain, { a: 1, b: 2 }))).toBe(false)
    expect(sameMac(mark, "")).toBe(false)
  })
})

describe("personal values", () => {
  const { key, wrapped } = newPersonKey(keys, "cus_1")

  it("open again with the person's key", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(decrypt(key, encrypt(key, Buffer.from(text), "caud_1:cus_1"), "caud_1:cus_1").toString()).toBe(text)
      })
    )
  })

  it("look different each time they are encrypted", () => {
    const texts = Array.from({ length: 20 }, () => encrypt(key, Buffer.from("Robin"), "caud_1:cus_1"))
    expect(new Set(texts).size).toBe(20)
  })

  it("do not open for another row, another person or after any change", () => {
    const text = encrypt(key, Buffer.from("Robin Shopper"), "caud_1:cus_1")
    expect(() => decrypt(key, text, "caud_2:cus_1")).toThrow()
    expect(() => decrypt(newPersonKey(keys, "cus_1").key, text, "caud_1:cus_1")).toThrow()
    const bytes = Buffer.from(text, "base64")
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at] ^= 1
      expect(() => decrypt(key, changed.toString("base64"), "caud_1:cus_1")).toThrow()
    }
    expect(() => decrypt(key, bytes.subarray(0, 20).toString("base64"), "caud_1:cus_1")).toThrow()
  })

  it("have a key that opens with the same AUDIT_KEY and for the same person only", () => {
    expect(unwrapPersonKey(keys, wrapped, "cus_1")).toEqual(key)
    expect(() => unwrapPersonKey(keys, wrapped, "cus_2")).toThrow()
    expect(() => unwrapPersonKey(others, wrapped, "cus_1")).toThrow()
  })
})
