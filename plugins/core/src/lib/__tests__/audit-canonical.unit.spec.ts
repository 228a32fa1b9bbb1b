import fc from "fast-check"
import { canonicalJson, storableText, toPlain } from "../audit-canonical"

/** What a JSON column does to a value: keys come back in another order. */
const shuffled = (value: any): any =>
  Array.isArray(value)
    ? value.map(shuffled)
    : value && typeof value === "object"
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, part]) => [key, shuffled(part)])
        )
      : value

describe("canonical JSON", () => {
  it("does not depend on the order of keys", () => {
    expect(canonicalJson({ b: 1, a: { d: [1, { z: 0, y: 1 }], c: null } })).toBe(
      '{"a":{"c":null,"d":[1,{"y":1,"z":0}]},"b":1}'
    )
    fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(value) === canonicalJson(shuffled(value))))
  })

  it("is the same after a trip through JSON", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        (value) => canonicalJson(value) === canonicalJson(JSON.parse(JSON.stringify(toPlain(value))))
      )
    )
  })

  it("keeps different values apart", () => {
    const values = [
      { a: 1 },
      { a: "1" },
      { a: [1] },
      { a: { 0: 1 } },
      { a: null },
      {},
      [],
      null,
      "",
      { "a.b": 1 },
      { a: { b: 1 } },
    ]
    expect(new Set(values.map(canonicalJson)).size).toBe(values.length)
  })

  it("writes dates, big integers and missing values as a JSON column holds them", () => {
    const value = {
      at: new Date("2026-03-01T10:00:00.120Z"),
      big: 12n,
      none: undefined,
      nan: Number.NaN,
      list: [undefined],
    }
    expect(toPlain(value)).toEqual({ at: "2026-03-01T10:00:00.120Z", big: "12", nan: null, list: [null] })
    expect(toPlain(undefined)).toBeNull()
  })

  it("replaces what PostgreSQL cannot store, also in keys", () => {
    expect(storableText("a\0b")).toBe("a\uFFFDb")
    expect(storableText("\uD83D and \uDE00, but 😀 stays")).toBe("\uFFFD and \uFFFD, but 😀 stays")
    expect(toPlain({ "k\0": ["v\0"] })).toEqual({ "k\uFFFD": ["v\uFFFD"] })
  })

  it("keeps a key named __proto__ as data", () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"admin":true},"a":1}'))).toBe('{"__proto__":{"admin":true},"a":1}')
  })
})
