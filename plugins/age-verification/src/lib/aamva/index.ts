import type { LocalDate } from "../age"
import { readBarcode, type BarcodeProblem } from "./barcode"
import { readCardDate } from "./card-date"
import { readCardName, type CardName } from "./card-name"
import { issuerOf } from "./issuers"

export type { CardName } from "./card-name"

/**
 * What a check needs of a driver's licence or identification card. Everything else on the card (address, sex, height,
 * organ donor, veteran …) is read by nobody and goes no further.
 */
export type Licence = {
  kind: "driver_licence" | "identification_card"
  /** Of the card design standard. 0 and 1 are those before 2003. */
  version: number
  /** `region` is where the issuer is, undefined when the number belongs to nobody we know. */
  issuer: { number: string; country: "USA" | "CAN" | null; regions: string[] }
  /** As the card itself says, null where it does not. */
  country: string | null
  region: string | null
  /** Never to be stored in the clear. */
  number: string | null
  name: CardName | null
  birth_date: LocalDate
  /** Null when the card names none that can be read. */
  expires_on: LocalDate | null
  issued_on: LocalDate | null
  /** Until when the holder is marked as under 18, 19 and 21. */
  under: Record<18 | 19 | 21, LocalDate | null>
}

export type LicenceProblem = BarcodeProblem | "birth_date_missing" | "birth_date_unreadable"

export type LicenceReading = { ok: true; licence: Licence } | { ok: false; reason: LicenceProblem }

/**
 * Reads the text of the PDF417 barcode on the back of a licence (AAMVA DL/ID card design standard, version 1 to 10, cards
 * from before it, and newer ones read as version 10). Never throws, whatever it is given.
 *
 * A barcode is no proof by itself: anybody can print one. It spares typing, and people compare the card.
 */
export function readLicence(text: string): LicenceReading {
  const barcode = readBarcode(text)
  if ("problem" in barcode) {
    return { ok: false, reason: barcode.problem }
  }
  const { elements, version, issuerNumber, type } = barcode
  const born = elements.get("DBB")
  const birth_date = readCardDate(born)
  if (!birth_date) {
    return { ok: false, reason: born ? "birth_date_unreadable" : "birth_date_missing" }
  }
  const date = (code: string) => readCardDate(elements.get(code)) ?? null
  const issuer = issuerOf(issuerNumber)
  return {
    ok: true,
    licence: {
      kind: type === "ID" ? "identification_card" : "driver_licence",
      version,
      issuer: { number: issuerNumber, country: issuer?.country ?? null, regions: issuer?.regions ?? [] },
      country: elements.get("DCG") ?? null,
      region: elements.get("DAJ") ?? null,
      number: elements.get("DAQ") ?? elements.get("DBJ") ?? null,
      name: readCardName(elements, version),
      birth_date,
      expires_on: date("DBA"),
      issued_on: date("DBD"),
      under: { 18: date("DDH"), 19: date("DDI"), 21: date("DDJ") },
    },
  }
}
