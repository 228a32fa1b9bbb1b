import type { CardName } from "./aamva"

/**
 * `same`: nothing speaks against it. `close`: a person should look (another given name first, an initial, half of a double
 * name). `different`: another name.
 */
export type NameMatch = "same" | "close" | "different"

export type PersonName = { first_name?: string | null; last_name?: string | null }

type Word = { text: string; isCut?: boolean }
type Spelling = (text: string) => string

const SUFFIXES = new Set(["JR", "SR", "II", "III", "IV", "V"])
/** Of three letters and more; alone they are nobody's name. */
const PARTICLES = new Set([
  "BEN",
  "BIN",
  "DEL",
  "DELA",
  "DELLA",
  "DEN",
  "DER",
  "DOS",
  "LAS",
  "LOS",
  "TEN",
  "VAN",
  "VON",
])
const BEST_FIRST: NameMatch[] = ["same", "close", "different"]

/** Letters that Unicode does not take apart. */
const LETTERS: Record<string, string> = { Æ: "AE", Ð: "D", Ø: "O", Þ: "TH", Đ: "D", Ł: "L", Œ: "OE", ẞ: "SS", ı: "I" }
/** How German and Nordic cards spell what others only strip of its dots. */
const UMLAUTS: Record<string, string> = { Ä: "AE", Ö: "OE", Ü: "UE", Å: "AA", Ø: "OE" }

const plain: Spelling = (text) =>
  [...text.normalize("NFC").toUpperCase()]
    .map((letter) => LETTERS[letter] ?? letter)
    .join("")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
const spelledOut: Spelling = (text) =>
  plain([...text.normalize("NFC").toUpperCase()].map((letter) => UMLAUTS[letter] ?? letter).join(""))

/**
 * Whether a customer's name is the one on a card. Cards drop accents, hyphens and apostrophes, cut long names, list all
 * middle names, and put the family name first; people do none of that, or all of it.
 */
export function matchName(card: CardName | null, person: PersonName): NameMatch {
  const spellings = [plain, spelledOut]
  const matches = spellings.flatMap((ours) => spellings.map((theirs) => compare(card, person, ours, theirs)))
  return best(matches)
}

function compare(card: CardName | null, person: PersonName, onCard: Spelling, ofPerson: Spelling): NameMatch {
  const family = withoutSuffix(words(card?.family, onCard))
  const given = [...words(card?.first, onCard), ...words(card?.middle, onCard)]
  const last = withoutSuffix(words(person.last_name, ofPerson))
  const fields = { first: words(person.first_name, ofPerson), last: last.names }
  const names = [...fields.first, ...fields.last]
  const suffix = words(card?.suffix, onCard).find((word) => SUFFIXES.has(word)) ?? family.suffix
  if (!card || !names.length || (suffix && last.suffix && suffix !== last.suffix)) {
    return "different"
  }
  const familyWord = { text: family.names.join(""), isCut: card.truncated.family }
  const givenWords = cut(given, words(card.first, onCard).length, card)
  const matches = names.flatMap((_, at) =>
    // The family name may be the last words or the first: forms and people disagree on where it goes.
    [
      { family: names.slice(at), given: names.slice(0, at) },
      { family: names.slice(0, at), given: names.slice(at) },
    ].map((split) => {
      const isField = at === fields.first.length && at > 0 && at < names.length
      return worst([matchFamily(familyWord, family.names, split.family, isField), matchGiven(givenWords, split.given)])
    })
  )
  return best(matches)
}

/** `isField`: those are the words of one field, so that a word of the other cannot pass for half of a double name. */
function matchFamily(whole: Word, parts: string[], named: string[], isField: boolean): NameMatch {
  if (isSame(whole, named.join(""))) {
    return "same"
  }
  if (!whole.text) {
    return named.length ? "different" : "same"
  }
  // One half of a double name.
  const common = parts.filter((part) => part.length > 2 && !PARTICLES.has(part) && named.includes(part))
  return isField && common.length ? "close" : "different"
}

function matchGiven(card: Word[], named: string[]): NameMatch {
  if (!card.length && !named.length) {
    return "same"
  }
  if (!card.length || !named.length) {
    return "close"
  }
  // MARY ANN and Maryann.
  const joined = card.map((_, at) => ({
    text: card
      .slice(0, at + 1)
      .map(({ text }) => text)
      .join(""),
    isCut: card[at].isCut,
  }))
  if (joined.some((word) => isSame(word, named.join("")))) {
    return "same"
  }
  const [first, ...others] = named
  if (!others.every((name) => card.some((word) => isSame(word, name) || isInitial(word, name)))) {
    return "different"
  }
  if (isSame(card[0], first)) {
    return "same"
  }
  return card.some((word) => isSame(word, first) || isInitial(word, first)) ? "close" : "different"
}

/** A card that cut its value shows its beginning. One letter is the beginning of too many names. */
const isSame = ({ text, isCut }: Word, name: string) =>
  text !== "" && (text === name || (!!isCut && text.length > 1 && name.startsWith(text)))

const isInitial = ({ text }: Word, name: string) =>
  text !== "" && (text.length === 1 || name.length === 1) && text[0] === name[0]

/** Marks the words that the card may have cut: the last one of what it cut. */
function cut(given: string[], firstNames: number, { truncated }: CardName): Word[] {
  return given.map((text, at) => ({
    text,
    isCut: (truncated.first && at === firstNames - 1) || (truncated.middle && at === given.length - 1),
  }))
}

/** Apostrophes and dots belong to a word (O'BRIEN, ST.), hyphens and spaces end it. */
const words = (text: string | null | undefined, spelling: Spelling): string[] =>
  spelling(text ?? "")
    .replace(/[^\p{L}\p{N}\s\-\u2010-\u2015]/gu, "")
    .split(/[\s\-\u2010-\u2015]+/)
    .filter(Boolean)

/** `III` or `JR` behind a family name. A family name that is nothing else stays one. */
function withoutSuffix(names: string[]): { names: string[]; suffix?: string } {
  const last = names.at(-1)
  return names.length > 1 && SUFFIXES.has(last!) ? { names: names.slice(0, -1), suffix: last } : { names }
}

const best = (matches: NameMatch[]) => BEST_FIRST.find((match) => matches.includes(match)) ?? "different"
const worst = (matches: NameMatch[]) =>
  [...BEST_FIRST].reverse().find((match) => matches.includes(match)) ?? "different"
