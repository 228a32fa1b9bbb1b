const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i

/** A fraction of whole numbers: what a decimal is, without a float in between. The denominator is positive. */
export type Fraction = { n: bigint; d: bigint }

export const fraction = (n: bigint, d = 1n): Fraction => ({ n, d })
export const ZERO = fraction(0n)

export const add = (a: Fraction, b: Fraction): Fraction =>
  a.d === b.d ? fraction(a.n + b.n, a.d) : fraction(a.n * b.d + b.n * a.d, a.d * b.d)
export const subtract = (a: Fraction, b: Fraction) => add(a, fraction(-b.n, b.d))
export const multiply = (a: Fraction, b: Fraction) => fraction(a.n * b.n, a.d * b.d)
export const isMore = (a: Fraction, b: Fraction) => a.n * b.d > b.n * a.d
export const minimum = (a: Fraction, b: Fraction) => (isMore(a, b) ? b : a)

export const floor = ({ n, d }: Fraction) => n / d - (n % d < 0n ? 1n : 0n)
export const ceil = ({ n, d }: Fraction) => -floor(fraction(-n, d))
/** Half a cent goes up, as tax offices round. */
export const halfUp = ({ n, d }: Fraction) => floor(fraction(2n * n + d, 2n * d))

/** Exactly what is written: `"0.37"` is 37/100. A float counts as the shortest text that means it, e.g. 28.35. */
export function parseDecimal(value: string | number): Fraction {
  const match = DECIMAL.exec(String(value))
  if (!match) {
    throw new Error(`"${value}" is not a decimal number`)
  }
  const [, sign, whole, places = "", exponent = "0"] = match
  const scale = Number(exponent) - places.length
  const digits = BigInt(`${sign}${whole}${places}`)
  return scale >= 0 ? fraction(digits * 10n ** BigInt(scale)) : fraction(digits, 10n ** BigInt(-scale))
}

/** As a decimal of at most so many places, cut off there and without zeros at the end. */
export function toText({ n, d }: Fraction, places: number): string {
  const scaled = (n < 0n ? -n : n) * 10n ** BigInt(places)
  const digits = (scaled / d).toString().padStart(places + 1, "0")
  const [whole, rest] = [digits.slice(0, -places), digits.slice(-places).replace(/0+$/, "")]
  return `${n < 0n ? "-" : ""}${whole}${rest ? `.${rest}` : ""}`
}
