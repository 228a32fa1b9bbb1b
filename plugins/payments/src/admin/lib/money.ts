/** Whole cents as people write money. */
export const moneyText = (cents: number, currency: string, language: string) =>
  new Intl.NumberFormat(language, { style: "currency", currency }).format(cents / 100)
