import type { LotValues } from "../types"
import type { LotField } from "./fact-names"

export type LotProblem = { field: LotField; message: string }

/** The first contradiction between the facts of a lot, if there is one. Days compare as text because they are ISO. */
export function checkLot(lot: Partial<LotValues>): LotProblem | null {
  const days = (["harvested_on", "packed_on", "expires_on"] as const).filter((field) => lot[field])
  for (let index = 1; index < days.length; index++) {
    if (lot[days[index]]! < lot[days[index - 1]]!) {
      return { field: days[index], message: `is before ${days[index - 1]}` }
    }
  }
  if (lot.lab_result === "passed") {
    const absent = (["lab_name", "coa_number", "tested_on"] as const).find((field) => !lot[field])
    if (absent) {
      return { field: absent, message: "is needed for a lot that passed its tests" }
    }
  }
  return null
}
