/** A name as the card has it. A part that was cut to fit is named in `truncated`: what it was longer is not known. */
export type CardName = {
  family: string | null
  first: string | null
  middle: string | null
  suffix: string | null
  truncated: { family: boolean; first: boolean; middle: boolean }
}

/** What cards write where there is nothing to write. NA and NULL are names of people. */
const NOTHING = /^(?:NONE|N\/A|UNAVL|UNAVAIL|NMN|-+)$/i

/** Longest name element of the standard's versions. A value that fills it may have been cut, unless the card says no. */
const LONGEST = 40
const LONGEST_OF_VERSION_1 = 35

/**
 * The name, from the elements of whatever version: `DAA` (all of it, family name first) or `DAB` in the first, `DCS` and
 * `DCT` (all given names) in the second and third, `DCS`, `DAC` and `DAD` since. Null without any.
 */
export function readCardName(elements: Map<string, string>, version: number): CardName | null {
  const whole = splitWhole(elements.get("DAA"))
  const together = split(elements.get("DCT"))
  const family = part(elements.get("DCS")) ?? part(elements.get("DAB")) ?? whole.family
  const first = part(elements.get("DAC")) ?? together[0] ?? whole.first
  const middle = part(elements.get("DAD")) ?? (rest(together) || whole.middle)
  if (!family && !first) {
    return null
  }
  const longest = version < 2 ? LONGEST_OF_VERSION_1 : LONGEST
  const isCut = (flag: string, value: string | null) =>
    elements.get(flag) === "T" || (elements.get(flag) !== "N" && (value?.length ?? 0) >= longest)
  return {
    family,
    first,
    middle,
    suffix: part(elements.get("DCU")) ?? part(elements.get("DAE")) ?? whole.suffix,
    truncated: { family: isCut("DDE", family), first: isCut("DDF", first), middle: isCut("DDG", middle) },
  }
}

/** `FAMILY,FIRST,MIDDLE,SUFFIX`; some cards of the first version have spaces in the place of commas. */
function splitWhole(text: string | undefined) {
  const words = split(text)
  const [family = null, first = null, middle = null, suffix = null] = text?.includes(",")
    ? text.split(",").map((piece) => part(piece))
    : [words[0], words[1], words.slice(2).join(" ") || null]
  return { family, first, middle, suffix }
}

const split = (text: string | undefined): string[] =>
  (text ?? "").split(/[,\s]+/).filter((word) => word && !NOTHING.test(word))

const rest = (words: string[]) => words.slice(1).join(" ") || null

const part = (text: string | undefined): string | null => {
  // A comma within one part separates several middle names.
  const words = (text ?? "").replace(/[,\s]+/g, " ").trim()
  return words && !NOTHING.test(words) ? words : null
}
