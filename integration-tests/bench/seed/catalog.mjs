/** What both seeds and the load speak of. Invented goods: the same sizes and kinds of text as a real menu has. */
export const SIZES = ["1 g", "3.5 g", "7 g"]
export const SHOPPERS = 8
export const PASSWORD = "a-password-for-the-bench-only"

export const shopperEmail = (n) => `shopper-${n}@bench.test`
/** Has an account and no confirmed age. */
export const STRANGER = "stranger@bench.test"

const DESCRIPTION =
  "Sun-grown on a bench above the lake and cured for three weeks. Opens with blueberry skin and cold pine; " +
  "the smoke is light and the finish stays peppery."

export function product(n, { category, channel, profile, image }) {
  const number = String(n).padStart(4, "0")
  return {
    title: `Harbor Haze ${number}`,
    subtitle: "Harrow Lake Farms",
    handle: `harbor-haze-${number}`,
    description: DESCRIPTION,
    status: "published",
    thumbnail: image,
    images: [{ url: image }],
    category_ids: [category],
    shipping_profile_id: profile,
    sales_channels: [{ id: channel }],
    options: [{ title: "Size", values: SIZES }],
    variants: SIZES.map((size, index) => ({
      title: size,
      sku: `HH-${number}-${index}`,
      options: { Size: size },
      manage_inventory: true,
      prices: [{ currency_code: "usd", amount: 11 + (n % 40) + 25 * index }],
    })),
  }
}
