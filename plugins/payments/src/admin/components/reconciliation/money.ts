/** Cents as people write them; a dash where there are none. */
export const moneyText = (cents: number | null, currency: string, language: string) =>
  cents === null ? "–" : new Intl.NumberFormat(language, { style: "currency", currency }).format(cents / 100)
