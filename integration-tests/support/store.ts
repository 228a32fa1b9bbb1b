import type { Pool } from "pg"
import supertest, { type Agent } from "supertest"
import { approveAge } from "./age"
import { type CartOptions, plentifulVariant, type ReadyCart, readyCart } from "./carts"
import { registerShopper, type Shopper, signInAdmin } from "./people"
import type { SuiteSandbox } from "./sandbox"
import { settings } from "./settings"
import { until } from "./until"

/** What a spec does with a store under test, whether it runs in this process or in one of its own. */
export abstract class StoreUnderTest {
  private publishableKey = ""
  private adminToken = ""

  /** `http://127.0.0.1:port`, a real socket. */
  abstract get url(): string
  abstract get sandbox(): SuiteSandbox
  abstract db(): Pool

  /** A supertest agent on the store; each call is a fresh one, without cookies. */
  api(): Agent {
    return supertest(this.url) as unknown as Agent
  }

  storeHeaders(): Record<string, string> {
    return { "x-publishable-api-key": this.publishableKey }
  }

  adminHeaders(): Record<string, string> {
    return { authorization: `Bearer ${this.adminToken}` }
  }

  /** Registers a customer over HTTP. */
  shopper(details?: Parameters<typeof registerShopper>[2]): Promise<Shopper> {
    return registerShopper(() => this.api(), this.storeHeaders(), details)
  }

  /** A cart that lacks nothing but `complete`; of the seeded catalog unless `items` say which. */
  cart(options: CartOptions): Promise<ReadyCart> {
    return readyCart({ api: () => this.api(), db: this.db() }, options)
  }

  /** A published variant with plenty in stock. */
  variant() {
    return plentifulVariant(this.db())
  }

  /** The shopper states her date of birth, staff approve it in the admin. */
  confirmAge(shopper: Shopper): Promise<void> {
    return approveAge(() => this.api(), shopper, this.adminHeaders())
  }

  until = until

  protected async signIn(): Promise<void> {
    this.publishableKey = await publishableKey(this.db())
    this.adminToken = await signInAdmin(() => this.api(), settings().admin)
  }
}

/** The key a storefront sends. Of several, the one that the seed made last: Medusa makes an own one at first boot. */
async function publishableKey(db: Pool): Promise<string> {
  const { rows } = await db.query(`
    SELECT token FROM api_key
     WHERE type = 'publishable' AND revoked_at IS NULL AND deleted_at IS NULL
     ORDER BY created_at DESC LIMIT 1`)
  if (!rows.length) {
    throw new Error("The seeded database has no publishable key")
  }
  return rows[0].token
}
