import fc from "fast-check"
import { readLicence } from ".."
import { issuerOf } from "../issuers"
import { cardText, type CardFacts } from "./card"

const ISSUERS = ["636045", "636014", "636001", "636020", "636012", "604428", "636028", "604432"]

const days = (from: string, to: string) =>
  fc
    .date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))

const letters = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(..."ABCDEGHIJKLMNOPQRSTUVWXYZ"), minLength: min, maxLength: max })

/** Words that cards write for nothing are no names. */
const name = letters(2, 20).filter((word) => !/^(UNAVL|NMN|NONE|UNAVAIL)$/.test(word))

const facts: fc.Arbitrary<CardFacts> = fc
  .record({
    version: fc.integer({ min: 0, max: 12 }),
    issuer: fc.constantFrom(...ISSUERS),
    type: fc.constantFrom("DL" as const, "ID" as const),
    number: fc.stringMatching(/^[A-Z0-9]{4,18}$/),
    family: name,
    first: name,
    middle: fc.oneof(fc.constant(""), name),
    suffix: fc.constantFrom("", "JR", "III"),
    born: days("1900-01-01", "2026-11-22"),
    expires: days("2000-01-01", "2099-12-31"),
    issued: days("1980-01-01", "2026-11-22"),
  })
  .map((card) => {
    const { country, regions } = issuerOf(card.issuer)!
    return { ...card, country, region: regions[0] }
  })

it("reads back what any version wrote, in both countries", () => {
  fc.assert(
    fc.property(facts, (card) => {
      expect(readLicence(cardText(card))).toMatchObject({
        ok: true,
        licence: {
          kind: card.type === "DL" ? "driver_licence" : "identification_card",
          number: card.number,
          region: card.region,
          issuer: { number: card.issuer, country: card.country },
          name: { family: card.family, first: card.first, middle: card.middle || null, suffix: card.suffix || null },
          birth_date: card.born,
          expires_on: card.expires,
          issued_on: card.issued,
        },
      })
    }),
    { numRuns: 300 }
  )
})

it("never throws, and never makes up a date, whatever happens to the text on its way", () => {
  const damage = fc.record({
    at: fc.nat(500),
    cut: fc.nat(40),
    insert: fc.oneof(fc.constant(""), fc.string({ unit: "binary", maxLength: 12 })),
  })
  fc.assert(
    fc.property(facts, fc.array(damage, { minLength: 1, maxLength: 4 }), (card, damages) => {
      const text = damages.reduce(
        (whole, { at, cut, insert }) => whole.slice(0, at) + insert + whole.slice(at + cut),
        cardText(card)
      )
      const reading = readLicence(text)
      if (reading.ok) {
        expect(reading.licence.birth_date).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      } else {
        expect(reading.reason).toMatch(/^[a-z_]+$/)
      }
    }),
    { numRuns: 300 }
  )
})

it("never throws on random bytes, with a header before them or not", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), fc.boolean(), (bytes, hasHeader) => {
      const noise = Buffer.from(bytes).toString("latin1")
      const reading = readLicence(hasHeader ? `@\n\x1e\rANSI 636045100001DL00310231DL${noise}` : noise)
      expect(typeof reading.ok).toBe("boolean")
    }),
    { numRuns: 300 }
  )
})
