import { readLicence, type Licence } from ".."
import { cardText, elementsOf, PUBLISHED_SAMPLE, RIVER, type CardFacts } from "./card"

const VERSIONS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const ONTARIO: Partial<CardFacts> = { country: "CAN", issuer: "636012", region: "ON" }

const read = (text: string): Licence => {
  const reading = readLicence(text)
  if (!reading.ok) {
    throw new Error(reading.reason)
  }
  return reading.licence
}
const card = (facts: Partial<CardFacts> = {}) => cardText({ ...RIVER, ...facts })
const without = (code: string, text = card()) => text.replace(new RegExp(`\\n${code}[^\\n\\r]*`), "")

describe("readLicence", () => {
  it("reads the published sample", () => {
    expect(read(PUBLISHED_SAMPLE)).toEqual({
      kind: "driver_licence",
      version: 10,
      issuer: { number: "636045", country: "USA", regions: ["WA"] },
      country: "USA",
      region: "WA",
      number: "WDL0RISEVIA7",
      name: {
        family: "TESTER",
        first: "RIVER",
        middle: "QUINN",
        suffix: null,
        truncated: { family: false, first: false, middle: false },
      },
      birth_date: "1999-07-04",
      expires_on: "2029-07-04",
      issued_on: "2023-03-15",
      under: { 18: null, 19: null, 21: null },
    })
  })

  describe.each(VERSIONS)("of version %i", (version) => {
    it.each([
      ["the United States", {}],
      ["Canada", ONTARIO],
    ])("reads a card of %s", (_where, issuer) => {
      const facts = { ...RIVER, ...issuer, version, suffix: "JR", under21Until: "2020-07-04" }
      expect(read(cardText(facts))).toMatchObject({
        version,
        issuer: { country: facts.country, regions: [facts.region] },
        country: version < 2 ? null : facts.country,
        region: facts.region,
        number: "WDL0RISEVIA7",
        name: { family: "TESTER", first: "RIVER", middle: "QUINN", suffix: "JR" },
        birth_date: "1999-07-04",
        expires_on: "2029-07-04",
        issued_on: "2023-03-15",
        under: { 21: "2020-07-04" },
      })
    })

    it("reads an identification card without a middle name", () => {
      expect(read(card({ version, type: "ID", middle: "" }))).toMatchObject({
        kind: "identification_card",
        name: { first: "RIVER", middle: null },
      })
    })
  })

  it("keeps nothing of the card that no check needs", () => {
    const kept = JSON.stringify(read(card()))
    const { DAG, DAI, DAK, DCF, DAU } = elementsOf(RIVER)
    for (const value of [DAG, DAI, DAK.trim(), DCF, DAU]) {
      expect(kept).not.toContain(value)
    }
  })

  it("tells a Canadian date from one of the United States without a country or a known issuer", () => {
    const lost = (facts: Partial<CardFacts>) => without("DCG", card({ ...facts, issuer: "999999" }))
    expect(read(lost({}))).toMatchObject({ country: null, issuer: { country: null }, birth_date: "1999-07-04" })
    expect(read(lost({ country: "CAN" })).birth_date).toBe("1999-07-04")
  })

  describe("names", () => {
    it.each([
      ["T", true],
      ["N", false],
      ["U", false],
    ])("knows a cut name by its flag %s", (flag, isCut) => {
      const { name } = read(card({ more: { DDE: flag, DDF: flag, DDG: flag } }))
      expect(name!.truncated).toEqual({ family: isCut, first: isCut, middle: isCut })
    })

    it("holds a name that fills its element for cut, unless the card says no", () => {
      const family = "A".repeat(40)
      expect(read(card({ version: 3, family })).name!.truncated.family).toBe(true)
      expect(read(card({ version: 1, family: "A".repeat(35) })).name!.truncated.family).toBe(true)
      expect(read(card({ version: 8, family })).name!.truncated.family).toBe(false)
      expect(read(card({ version: 8, family, more: { DDE: "U" } })).name!.truncated.family).toBe(true)
    })

    it("reads the separate elements of the first version, and one name with spaces", () => {
      const parts = { DAB: "TESTER", DAC: "RIVER", DAD: "QUINN", DAE: "SR" }
      const text = card({ version: 1, more: { DAA: "", ...parts } })
      expect(read(text).name).toMatchObject({ family: "TESTER", first: "RIVER", middle: "QUINN", suffix: "SR" })
      expect(read(card({ version: 1, more: { DAA: "TESTER RIVER QUINN ADA" } })).name).toMatchObject({
        family: "TESTER",
        first: "RIVER",
        middle: "QUINN ADA",
      })
    })

    it("takes a person of one name, and says when there is none", () => {
      expect(read(card({ first: "NONE", middle: "" })).name).toMatchObject({ family: "TESTER", first: null })
      expect(read(card({ first: "NA", family: "NULL" })).name).toMatchObject({ family: "NULL", first: "NA" })
      expect(read(card({ family: "unavl", first: "UNAVL", middle: "" })).name).toBeNull()
    })
  })

  describe("scanners", () => {
    const expected = read(card())
    it.each<[string, (text: string) => string]>([
      ["lose the last CR", (text) => text.trimEnd()],
      ["add line ends at the end", (text) => `${text}\r\n\r\n`],
      ["send CR LF for every LF", (text) => text.replace(/\n/g, "\r\n")],
      ["send CR LF for every LF and CR", (text) => text.replace(/[\r\n]/g, "\r\n")],
      ["send CR for every LF", (text) => text.replace(/\n/g, "\r")],
      ["drop the record separator", (text) => text.replace("\x1e", "")],
      ["drop all separators of the header", (text) => text.replace("@\n\x1e\r", "@")],
      ["name the symbology first", (text) => `]L2${text}`],
      ["read it twice", (text) => text + text],
      ["put the letters AAMVA for ANSI, as cards before 2000 do", (text) => text.replace("ANSI ", "AAMVA")],
    ])("%s", (_what, spoil) => {
      expect(read(spoil(card()))).toEqual(expected)
    })

    it.each(["00000000", "00319999", "99990001", "00330040"])(
      "and issuers write a wrong place or length: %s",
      (place) => {
        expect(read(card().replace(/DL\d{8}/, `DL${place}`))).toEqual(expected)
      }
    )
  })

  describe("refuses", () => {
    it.each<[string, string, string]>([
      ["nothing", "", "empty"],
      ["spaces", " \r\n ", "empty"],
      ["a text that no barcode holds", "A".repeat(4001), "too_long"],
      ["garbage", "hello, I am 25", "no_header"],
      ["a header without a directory", "@\n\x1e\rANSI 6360451000", "no_header"],
      ["fewer subfiles than announced", card().replace("636045100102", "636045100109"), "bad_directory"],
      ["no holder", card().replaceAll("DL", "ZX"), "no_holder"],
      ["separators lost altogether", card().replace(/[\n\r]/g, ""), "birth_date_missing"],
      ["no birth date", without("DBB"), "birth_date_missing"],
      ["a birth date that does not exist", card({ more: { DBB: "02301999" } }), "birth_date_unreadable"],
      ["a birth date cut off", card({ more: { DBB: "070419" } }), "birth_date_unreadable"],
      ["a birth date before 1900", card({ more: { DBB: "07041799" } }), "birth_date_unreadable"],
      ["two birth dates", card().replace("\nDBC", "\nDBB07041989\nDBC"), "contradictory"],
    ])("%s", (_what, text, reason) => {
      expect(readLicence(text)).toEqual({ ok: false, reason })
    })
  })

  it("does not guess an expiry", () => {
    for (const DBA of ["00000000", "NONE", "07042O29"]) {
      expect(read(card({ more: { DBA } })).expires_on).toBeNull()
    }
    expect(read(card({ more: { DBA: "12319999" } })).expires_on).toBe("9999-12-31")
  })
})
