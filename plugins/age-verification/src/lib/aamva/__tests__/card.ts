/** What the cards of the specs say. All people and numbers are invented. */
export type CardFacts = {
  version: number
  country: "USA" | "CAN"
  issuer: string
  region: string
  type: "DL" | "ID"
  number: string
  family: string
  first: string
  middle: string
  suffix: string
  /** `YYYY-MM-DD`, as all of them. */
  born: string
  expires: string
  issued: string
  under21Until?: string
  /** Elements in place of those above, or beside them. */
  more?: Record<string, string>
}

export const RIVER: CardFacts = {
  version: 10,
  country: "USA",
  issuer: "636045",
  region: "WA",
  type: "DL",
  number: "WDL0RISEVIA7",
  family: "TESTER",
  first: "RIVER",
  middle: "QUINN",
  suffix: "",
  born: "1999-07-04",
  expires: "2029-07-04",
  issued: "2023-03-15",
}

/** As the version and country of the card write dates. */
export function cardDate(date: string, { version, country }: Pick<CardFacts, "version" | "country">) {
  const [year, month, day] = date.split("-")
  return version < 2 || country === "CAN" ? `${year}${month}${day}` : `${month}${day}${year}`
}

function nameElements({ version, family, first, middle, suffix }: CardFacts): Record<string, string> {
  if (version < 2) {
    return { DAA: [family, first, middle, suffix].join(",").replace(/,+$/, "") }
  }
  const end: Record<string, string> = suffix ? { DCU: suffix } : {}
  return version < 4
    ? { DCS: family, DCT: [first, middle].filter(Boolean).join(","), ...end }
    : { DCS: family, DDE: "N", DAC: first, DDF: "N", DAD: middle || "NONE", DDG: middle ? "N" : "U", ...end }
}

export function elementsOf(facts: CardFacts): Record<string, string> {
  const { version, country, region, number, born, expires, issued, under21Until, more } = facts
  return {
    [version < 2 ? "DBJ" : "DAQ"]: number,
    ...nameElements(facts),
    DBD: cardDate(issued, facts),
    DBB: cardDate(born, facts),
    DBA: cardDate(expires, facts),
    DBC: version < 2 ? "F" : "2",
    DAU: "067 in",
    DAG: "100 MAIN ST",
    DAI: "SEATTLE",
    DAJ: region,
    DAK: "981010000  ",
    ...(version >= 2 && { DCF: "RV0001DOC0001", DCG: country }),
    ...(version >= 4 && { DDA: "F", DDB: cardDate("2020-01-01", facts), DDK: "1", DDL: "1" }),
    ...(under21Until && { DDJ: cardDate(under21Until, facts) }),
    ...more,
  }
}

const digits = (value: number, places: number) => String(value).padStart(places, "0")

/** The text of a barcode as the standard has it, with true offsets and lengths. */
export function cardText(facts: CardFacts): string {
  const { version, issuer, type } = facts
  const holder = `${type}${write(elementsOf(facts))}`
  const own = "ZWZWAOWN\r"
  const versions = version < 2 ? digits(version, 2) : `${digits(version, 2)}01`
  const header = `@\n\x1e\rANSI ${issuer}${versions}02`
  const start = header.length + 20
  const directory =
    `${type}${digits(start, 4)}${digits(holder.length, 4)}` +
    `ZW${digits(start + holder.length, 4)}${digits(own.length, 4)}`
  return header + directory + holder + own
}

const write = (elements: Record<string, string>) =>
  `${Object.entries(elements)
    .map(([code, value]) => code + value)
    .join("\n")}\r`

/** As the compliance research prints it: one subfile. */
export const PUBLISHED_SAMPLE =
  "@\n\x1e\rANSI 636045100001DL00310231DLDAQWDL0RISEVIA7\nDCSTESTER\nDDEN\nDACRIVER\nDDFN\nDADQUINN\nDDGN\nDCANONE\n" +
  "DCBNONE\nDCDNONE\nDBD03152023\nDBB07041999\nDBA07042029\nDBC2\nDAU067 in\nDAYHAZ\nDAG100 MAIN ST\nDAISEATTLE\nDAJWA\n" +
  "DAK981010000  \nDCFRV0001DOC0001\nDCGUSA\nDDAF\nDDB01012020\r"
