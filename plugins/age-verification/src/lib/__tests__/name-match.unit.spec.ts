import fc from "fast-check"
import type { CardName } from "../aamva"
import { matchName } from "../name-match"

/** `FAMILY/FIRST/MIDDLE/SUFFIX`; a part that the card cut ends with `…`. */
function named(text: string): CardName {
  const [family, first, middle, suffix] = text.split("/").map((part) => part || null)
  const isCut = (part?: string | null) => !!part?.endsWith("…")
  const plain = (part?: string | null) => part?.replace("…", "") ?? null
  return {
    family: plain(family),
    first: plain(first),
    middle: plain(middle),
    suffix: suffix ?? null,
    truncated: { family: isCut(family), first: isCut(first), middle: isCut(middle) },
  }
}

const match = (card: string, first_name: string | null, last_name: string | null) =>
  matchName(named(card), { first_name, last_name })

describe("matchName", () => {
  it.each([
    ["as written", "TESTER/RIVER/QUINN", "River", "Tester"],
    ["with the middle name", "TESTER/RIVER/QUINN", "River Quinn", "Tester"],
    ["with the middle name by its letter", "TESTER/RIVER/QUINN", "River Q.", "Tester"],
    ["with a middle name that the card has by its letter", "TESTER/RIVER/Q", "River Quinn", "Tester"],
    ["with the middle name in the family's field", "TESTER/RIVER/QUINN", "River", "Quinn Tester"],
    ["with a second middle name left out", "TESTER/RIVER/QUINN ADA", "River Ada", "Tester"],
    ["with the family name first", "TESTER/RIVER/QUINN", "Tester", "River"],
    ["all in one field", "TESTER/RIVER/QUINN", null, "River Tester"],
    ["with accents", "MUNOZ/RENEE/", "Renée", "Muñoz"],
    ["with accents on the card too", "GAGNÉ/ÉLOÏSE/", "Eloise", "Gagne"],
    ["with accents made of two characters", "GAGNE/ELOISE/", "E\u0301loi\u0308se", "Gagne\u0301"],
    ["with an umlaut stripped", "MULLER/JORG/", "Jörg", "Müller"],
    ["with an umlaut spelled out", "MUELLER/JOERG/", "Jörg", "Müller"],
    ["with letters of the north", "SOERENSEN/LARS/", "Lars", "Sørensen"],
    ["with letters of the north stripped", "SORENSEN/LARS/", "Lars", "Sørensen"],
    ["with a sharp s", "STRAUSS/ANNA/", "Anna", "Strauß"],
    ["with an apostrophe", "OBRIEN/SEAN/", "Seán", "O’Brien"],
    ["with an apostrophe and a space on the card", "O BRIEN/SEAN/", "Sean", "O'Brien"],
    ["with a hyphen", "SMITH JONES/MARY/", "Mary", "Smith-Jones"],
    ["with a hyphen on the card", "SMITH-JONES/MARY/", "Mary", "Smith Jones"],
    ["with a hyphen in the given name", "TESTER/ANNE MARIE/", "Anne-Marie", "Tester"],
    ["with a given name of two words as one", "TESTER/MARY/ANN", "Maryann", "Tester"],
    ["with particles together", "DELACRUZ/MARIA/", "María", "de la Cruz"],
    ["with particles apart", "VAN DER BERG/JAN/", "Jan", "Vanderberg"],
    ["with a suffix left out", "TESTER/RIVER//JR", "River", "Tester"],
    ["with the suffix in the family's field", "TESTER/RIVER//JR", "River", "Tester Jr."],
    [
      "with a family name that the card cut",
      "WOLFESCHLEGELSTEINHAUSENBERGERDORFFWELCH…/ADA/",
      "Ada",
      "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren",
    ],
    ["with a given name that the card cut", "TESTER/MAXIMIL…/", "Maximilian", "Tester"],
    ["with a person of one name", "SUKARNO//", "Sukarno", null],
    ["with one name on the given side", "/TEJA/", "Teja", null],
  ])("is the same %s", (_how, card, first, last) => {
    expect(match(card, first, last)).toBe("same")
  })

  it.each([
    ["a middle name as the first", "TESTER/RIVER/QUINN", "Quinn", "Tester"],
    ["the first letter alone", "TESTER/RIVER/QUINN", "R.", "Tester"],
    ["half of a double name", "GARCIA LOPEZ/ANA/", "Ana", "García"],
    ["a double name where the card has one", "SMITH/MARY/", "Mary", "Smith-Jones"],
    ["no given name", "TESTER/RIVER/QUINN", null, "Tester"],
  ])("is close with %s", (_how, card, first, last) => {
    expect(match(card, first, last)).toBe("close")
  })

  it.each([
    ["another given name", "TESTER/RIVER/QUINN", "Alex", "Tester"],
    ["another given name in the same field", "TESTER/RIVER/QUINN", null, "Alex Tester"],
    ["another family name", "TESTER/RIVER/QUINN", "River", "Sample"],
    ["a beginning that the card did not cut", "TEST/RIVER/", "River", "Tester"],
    ["one letter that the card left of a name", "TESTER/M…/", "Maximilian Alex", "Tester"],
    ["a particle in common", "VAN DYKE/ANNA/", "Anna", "Van Gogh"],
    ["father and son", "TESTER/RIVER//SR", "River", "Tester Jr"],
    ["a middle name more that is another", "TESTER/RIVER/QUINN", "River Alex", "Tester"],
    ["no name to compare", "TESTER/RIVER/QUINN", null, " "],
    ["signs only", "TESTER/RIVER/QUINN", "--", "'"],
  ])("is different with %s", (_how, card, first, last) => {
    expect(match(card, first, last)).toBe("different")
  })

  it("is different from a card without a name", () => {
    expect(matchName(null, { first_name: "River", last_name: "Tester" })).toBe("different")
  })

  const word = fc.stringMatching(/^[A-Z]{3,12}$/)

  it("knows every name in its own letters, in any case and order", () => {
    fc.assert(
      fc.property(word, word, fc.boolean(), (family, first, isSwapped) => {
        const person = isSwapped ? ([family, first] as const) : ([first, family] as const)
        const [one, other] = person.map((part) => part.toLowerCase())
        expect(match(`${family}/${first}/`, one, other)).toBe("same")
      })
    )
  })

  it("never takes a name without any word in common, and never throws", () => {
    const any = fc.string({ unit: "grapheme", maxLength: 20 })
    fc.assert(
      fc.property(any, any, (first, last) => {
        expect(match("12345/67890/", first.replace(/\p{N}/gu, ""), last.replace(/\p{N}/gu, ""))).toBe("different")
      })
    )
  })
})
