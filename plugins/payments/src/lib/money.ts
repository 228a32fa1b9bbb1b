import type { BigNumberInput } from "@medusajs/framework/types"
import { BigNumber, MathBN, MedusaError } from "@medusajs/framework/utils"

/**
 * Medusa keeps tax rates as single-precision numbers and never rounds totals, so a legal 8.64 can arrive as
 * 8.63999968. This share of a cent is taken for that noise; more is a fraction.
 */
const NOISE_OF_A_CENT = 0.01

/** What a database column of whole cents holds, about 21 million in major units. */
export const MAX_CENTS = 2_147_483_647

/** Whole cents of an amount in major units. A real fraction of a cent is refused, never rounded away. */
export function toCents(amount: BigNumberInput): number {
  const exact = MathBN.mult(amount, 100)
  const cents = exact.decimalPlaces(0)
  if (!exact.isFinite() || MathBN.gt(MathBN.sub(exact, cents).abs(), NOISE_OF_A_CENT)) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `The amount ${new BigNumber(amount).numeric} has a fraction of a cent, which no register can take`
    )
  }
  if (cents.abs().gt(MAX_CENTS)) {
    throw new MedusaError(MedusaError.Types.INVALID_DATA, "The amount is too large")
  }
  return cents.toNumber()
}

/** Cents as Medusa's amount in major units. Text, because a float would have to be trusted. */
export function toMajorUnits(cents: number): string {
  return MathBN.div(cents, 100).toFixed(2)
}

/**
 * Shares out whole cents by weight so that they add up exactly: every share is rounded down, and the cents left over
 * go to the largest remainders.
 */
export function shareOut(totalCents: number, weights: BigNumberInput[]): number[] {
  const sum = weights.reduce<ReturnType<typeof MathBN.convert>>(
    (all, weight) => MathBN.add(all, weight),
    MathBN.convert(0)
  )
  const exact = weights.map((weight) =>
    sum.isZero() ? MathBN.div(totalCents, weights.length) : MathBN.div(MathBN.mult(totalCents, weight), sum)
  )
  const shares = exact.map((share) => share.integerValue(3).toNumber())
  const left = totalCents - shares.reduce((all, share) => all + share, 0)
  exact
    .map((share, index) => ({ index, remainder: MathBN.sub(share, shares[index]) }))
    .sort((a, b) => b.remainder.comparedTo(a.remainder) ?? 0)
    .slice(0, left)
    .forEach(({ index }) => (shares[index] += 1))
  return shares
}
