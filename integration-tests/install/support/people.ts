import { randomBytes } from "node:crypto"
import type { Merchant } from "./merchant"
import { poolOn } from "../../support/database"
import { mustSucceed, signInAdmin } from "../../support/people"
import type { People } from "./routes"

const STAFF = { email: "owner@a-merchants-shop.test", password: "a-password-for-tests-only" }

/** Makes the first member of staff, as Medusa's documents say. */
export async function makeStaff(merchant: Merchant): Promise<void> {
  const { code, output } = await merchant.medusa("user", "--email", STAFF.email, "--password", STAFF.password)
  if (code !== 0) {
    throw new Error(output)
  }
}

/** Signs staff in, and reads the publishable key that Medusa makes for a new shop. */
export async function signIn(merchant: Merchant, database: string): Promise<People> {
  const token = await signInAdmin(() => merchant.api(), STAFF)
  const pool = poolOn(database)
  try {
    const { rows } = await pool.query("SELECT token FROM api_key WHERE type = 'publishable' AND revoked_at IS NULL")
    return { staff: { authorization: `Bearer ${token}` }, storefront: { "x-publishable-api-key": rows[0].token } }
  } finally {
    await pool.end()
  }
}

/** A cart with one thing in it, in a shop that has neither a region nor a product yet. */
export async function makeCart(merchant: Merchant, { staff, storefront }: People): Promise<string> {
  const asStaff = async (path: string, body: object) =>
    mustSucceed(await merchant.api().post(path).set(staff).send(body))
  const { sales_channels } = mustSucceed(await merchant.api().get("/admin/sales-channels").set(staff))
  const { region } = await asStaff("/admin/regions", { name: "At home", currency_code: "usd" })
  const variant = {
    title: "One",
    options: { Size: "One" },
    manage_inventory: false,
    prices: [{ currency_code: "usd", amount: 10 }],
  }
  const { product } = await asStaff("/admin/products", {
    title: `A thing ${randomBytes(3).toString("hex")}`,
    status: "published",
    options: [{ title: "Size", values: ["One"] }],
    variants: [variant],
    sales_channels: [{ id: sales_channels[0].id }],
  })
  const items = [{ variant_id: product.variants[0].id, quantity: 1 }]
  const body = { region_id: region.id, items }
  return mustSucceed(await merchant.api().post("/store/carts").set(storefront).send(body)).cart.id
}
