/** Integer cents as the API writes them. */
export const money = (cents: number) => ({ amount: cents, currency: "USD" as const })

/** `1234567` cents as `12,345.67`. */
export function dollars(cents: number) {
  const [whole, rest] = plainDollars(cents).split(".")
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${rest}`
}

/** `1234567` cents as `12345.67`. */
export const plainDollars = (cents: number) =>
  `${cents < 0 ? "-" : ""}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, "0")}`

/** Of `XX.XX`, as the schemas let it through. */
export const centsOf = (text: string) => {
  const [whole, rest] = text.split(".")
  return Number(whole) * 100 + Number(rest)
}

/** Invented: Aeropay publishes no fee. Three quarters of a percent, rounded to the cent. */
export const feeOf = (cents: number) => Math.floor((cents * 75 + 5000) / 10_000)
