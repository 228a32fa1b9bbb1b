import type { HttpSuite } from "../suite"
import { mustSucceed, type Shopper } from "../people"
import { cents, type Sale, type Till } from "./till"

/** Sells with one till, step by step, as far as a spec wants. */
export class Seller {
  #shopper?: Promise<Shopper>
  #variants?: Promise<string[]>
  #sold = 0

  constructor(
    readonly suite: HttpSuite,
    readonly till: Till
  ) {}

  /** A cart that lacks nothing but `complete`. */
  async ready(): Promise<Sale> {
    const { suite, till } = this
    const shopper = await (this.#shopper ??= till.shopper(suite))
    const variants = await (this.#variants ??= this.stockedVariants())
    const items = [{ variant_id: variants[this.#sold++ % variants.length], quantity: 1 }]
    const cart = await suite.cart({ shopper, items, provider: till.provider, data: till.data })
    const { rows } = await suite.db().query(
      `SELECT session.id, session.amount FROM payment_session session
         JOIN cart_payment_collection link ON link.payment_collection_id = session.payment_collection_id
        WHERE link.cart_id = $1 AND session.deleted_at IS NULL`,
      [cart.id]
    )
    const sale: Sale = { shopper, cartId: cart.id, sessionId: rows[0].id, cents: cents(Number(rows[0].amount)) }
    await till.beforeComplete?.(suite, sale)
    return sale
  }

  /** Completes the cart; the answer is Medusa's, whatever it is. Repeating it is what a storefront does. */
  async complete(sale: Sale) {
    const answer = await this.suite
      .api()
      .post(`/store/carts/${sale.cartId}/complete`)
      .set(sale.shopper.headers)
      .send({})
    await this.look(sale)
    return answer
  }

  async placed(): Promise<Sale> {
    const sale = await this.ready()
    const { type, error } = mustSucceed(await this.complete(sale))
    if (type !== "order") {
      throw new Error(`Cart ${sale.cartId} was not completed: ${JSON.stringify(error)}`)
    }
    await this.suite.settle()
    return sale
  }

  /** Placed, and the money is home. */
  async taken(): Promise<Sale> {
    const sale = await this.placed()
    await this.till.take(this.suite, sale)
    await this.suite.settle()
    return await this.look(sale)
  }

  /** Learns the ids of order and payment, once there are some. */
  async look(sale: Sale): Promise<Sale> {
    const { rows } = await this.suite.db().query(
      `SELECT (SELECT order_id FROM order_cart WHERE cart_id = $1 AND deleted_at IS NULL) AS order_id,
              (SELECT id FROM payment WHERE payment_session_id = $2 AND deleted_at IS NULL) AS payment_id`,
      [sale.cartId, sale.sessionId]
    )
    sale.orderId = rows[0].order_id ?? undefined
    sale.paymentId = rows[0].payment_id ?? undefined
    return sale
  }

  readonly admin = (method: "get" | "post", path: string, body?: object) =>
    this.suite.api()[method](path).set(this.suite.adminHeaders()).send(body)

  readonly capture = async (sale: Sale) =>
    this.admin("post", `/admin/payments/${(await this.look(sale)).paymentId}/capture`, {})

  readonly refund = async (sale: Sale, share = 1) =>
    this.admin("post", `/admin/payments/${(await this.look(sale)).paymentId}/refund`, {
      amount: Math.floor(sale.cents * share) / 100,
    })

  readonly cancelOrder = (sale: Sale) => this.admin("post", `/admin/orders/${sale.orderId}/cancel`, {})

  private async stockedVariants(): Promise<string[]> {
    const { rows } = await this.suite.db().query(`
      SELECT link.variant_id FROM product_variant_inventory_item link
        JOIN product_variant variant ON variant.id = link.variant_id AND variant.deleted_at IS NULL
        JOIN product ON product.id = variant.product_id AND product.status = 'published' AND product.deleted_at IS NULL
        JOIN inventory_level level ON level.inventory_item_id = link.inventory_item_id AND level.deleted_at IS NULL
       WHERE level.stocked_quantity - level.reserved_quantity >= 10 ORDER BY variant.sku LIMIT 50`)
    return rows.map(({ variant_id }) => variant_id)
  }
}
