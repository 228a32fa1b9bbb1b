import { createHash } from "node:crypto"
import { isFull, mustSucceed, requiresRedis, stockDisagreements } from "../support"
import { beginOutage, endOutage } from "../support/outage"
import { type UnreliableRedis, unreliableRedis } from "../support/redis"
import { ScaledOutShop } from "../support/scaled-out"

const DEMO = ["node", "src/scripts/demo.mjs"]
const WORK_MS = 400_000
/** What the customer of a demo is written. */
const LETTERS = ["age-verification-approved", "payments-refund-made"]

requiresRedis("the processes of docker-compose.yml", () => {
  let shop: ScaledOutShop
  let redis: UnreliableRedis
  let migrated: string

  beforeAll(async () => {
    redis = await unreliableRedis()
    shop = await ScaledOutShop.prepare(redis.url)
    migrated = (await shop.up()).migrated
  }, WORK_MS)
  afterAll(async () => {
    await shop?.close()
    await redis?.close()
  }, WORK_MS)

  const play = async (strike?: (output: string) => void) => {
    const demo = shop.exec("server", DEMO)
    if (strike) {
      demo.onOutput(strike)
    }
    const { code } = await demo.ended
    return { code, output: demo.output() }
  }

  /** What the shop did for the sales of all demos: each order once at the register, each paid once, each letter once. */
  async function books() {
    const { rows: orders } = await shop.db().query(`
      SELECT made.id AS order_id,
             (SELECT count(*)::int FROM posabit_order posabit WHERE posabit.order_id = made.id) AS placed,
             (SELECT count(*)::int FROM order_payment_collection owed
                JOIN payment ON payment.payment_collection_id = owed.payment_collection_id
                JOIN capture ON capture.payment_id = payment.id AND capture.deleted_at IS NULL
               WHERE owed.order_id = made.id AND owed.deleted_at IS NULL) AS captures
        FROM "order" made WHERE made.deleted_at IS NULL`)
    const { orders: registered } = await shop.sandbox.call("GET", "/posabit/__sim/orders?limit=1000")
    const { rows: customers } = await shop
      .db()
      .query("SELECT email FROM customer WHERE has_account AND deleted_at IS NULL")
    const { messages } = await shop.sandbox.call("GET", "/messages?limit=1000")
    return { orders, registered, customers, messages }
  }

  it("migrates, makes the bucket and fills the shop before the others start, and may do so again", async () => {
    expect(migrated).toMatch(/ok Migrating the database/)
    expect(migrated).toMatch(/ok Looking for the bucket \(made\)/)
    expect(migrated).toMatch(/ok Filling the shop/)
    const again = shop.start("migrate")
    expect({ ...(await again.ended), output: again.output() }).toEqual({
      code: 0,
      signal: null,
      output: expect.stringMatching(/ok Looking for the bucket \(was there\)/),
    })
  })

  it("are two that know of each other", async () => {
    const living = "SELECT id FROM core_process WHERE seen_at > now() - interval '8 seconds'"
    await shop.until("two heartbeats", async () => (await shop.db().query(living)).rowCount === 2, 30_000)
  })

  it("are healthy to Docker while they answer, and not when nothing does", async () => {
    const check = (port: string) => shop.exec("server", ["node", "src/scripts/lib/ask-health.mjs", port]).ended
    expect((await check(new URL(shop.url).port)).code).toBe(0)
    expect((await check(new URL(shop.sandbox.url).port)).code).toBe(0)
    expect((await check("1")).code).toBe(1)
  })

  it("play the demo together", async () => {
    const { code, output } = await play()
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/All \d+ steps went as they should/) })
    // The sandbox knows where the shop is, and the shop took what Aeropay told it.
    const taken = await shop.until("Aeropay's webhooks to be taken", async () => {
      const { webhooks } = await shop.sandbox.call("GET", "/aeropay/__sim/webhooks?limit=100")
      return webhooks.length > 0 && webhooks.every(({ state }: any) => state === "sent") && webhooks
    })
    expect(taken.length).toBeGreaterThan(0)
  })

  describe("keep files in the storage", () => {
    const picture = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")
    const upload = async (name: string, type: string, bytes: Buffer) => {
      const answer = await shop
        .api()
        .post("/admin/uploads")
        .set(shop.adminHeaders())
        .attach("files", bytes, { filename: name, contentType: type })
      return mustSucceed(answer).files[0] as { id: string; url: string }
    }

    it("a picture of a product is there for all, byte for byte, until it is deleted", async () => {
      const { id, url } = await upload("Harbor Fog é.png", "image/png", picture)
      expect(url.startsWith(`${shop.fileUrl}/`)).toBe(true)
      const { products } = mustSucceed(await shop.api().get("/admin/products?limit=1").set(shop.adminHeaders()))
      const { product } = mustSucceed(
        await shop
          .api()
          .post(`/admin/products/${products[0].id}`)
          .set(shop.adminHeaders())
          .send({ thumbnail: url, images: [{ url }] })
      )
      const seen = await fetch(product.images[0].url)
      expect(seen.headers.get("content-type")).toBe("image/png")
      expect(Buffer.from(await seen.arrayBuffer()).equals(picture)).toBe(true)

      mustSucceed(
        await shop
          .api()
          .delete(`/admin/uploads/${encodeURIComponent(id)}`)
          .set(shop.adminHeaders())
      )
      expect((await fetch(url)).status).toBe(403)
      const { objects } = await shop.storage.call("GET", "/s3/__sim/objects?bucket=shop-files")
      expect(objects.filter(({ key }: { key: string }) => key === id)).toEqual([])
    })

    it("what is no picture is for those who have a signed address", async () => {
      const { id, url } = await upload("list.csv", "text/csv", Buffer.from("sku;amount\n"))
      expect((await fetch(url)).status).toBe(403)
      const { file } = mustSucceed(
        await shop
          .api()
          .get(`/admin/uploads/${encodeURIComponent(id)}`)
          .set(shop.adminHeaders())
      )
      expect(await (await fetch(file.url)).text()).toBe("sku;amount\n")
    })

    it("a browser uploads past the shop, with an address that the shop has signed", async () => {
      const bytes = Buffer.from("handle,title\nharbor-fog,Harbor Fog\n")
      const signed = mustSucceed(
        await shop
          .api()
          .post("/admin/uploads/presigned-urls")
          .set(shop.adminHeaders())
          .send({ originalname: "products.csv", size: bytes.length, mime_type: "text/csv" })
      )
      const put = await fetch(signed.url, { method: "PUT", body: bytes, headers: { "content-type": "text/csv" } })
      expect(put.status).toBe(200)
      const { objects } = await shop.storage.call("GET", "/s3/__sim/objects?bucket=shop-files")
      const kept = objects.find(({ key }: { key: string }) => key === signed.filename)
      expect(kept).toEqual(
        expect.objectContaining({ size: bytes.length, etag: `"${createHash("md5").update(bytes).digest("hex")}"` })
      )
      const other = await fetch(signed.url.replace(signed.filename, "other.csv"), { method: "PUT", body: bytes })
      expect(other.status).toBe(403)
    })
  })

  const outages = [
    { name: "loses its data", stops: false, flushes: true },
    { name: "is stopped", stops: true, flushes: false },
    { name: "is stopped and loses its data", stops: true, flushes: true },
  ]

  describe.each(isFull() ? outages : outages.slice(2))("when Redis $name in the middle of the demo", (outage) => {
    /** Right before the order is placed, and again when it is with the worker. */
    it.each(["She chooses how to pay", "She places her order"])("after “%s”, nobody notices", async (moment) => {
      let struck: Promise<void> | undefined
      const strike = async () => {
        await beginOutage(redis, outage)
        await endOutage(redis, outage)
      }
      const { code, output } = await play((said) => {
        if (!struck && said.includes(`✓ ${moment}`)) {
          struck = strike()
        }
      })
      await struck
      expect(struck).toBeDefined()
      expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/All \d+ steps went as they should/) })
    })
  })

  it("lose nothing and do nothing twice", async () => {
    await shop.sandbox.call("POST", "/__sim/clock", { advance_seconds: 180 })
    const { orders, registered, customers, messages } = await shop.until(
      "every letter to be written",
      async () => {
        const found = await books()
        return found.messages.length >= LETTERS.length * found.customers.length && found
      },
      120_000
    )
    const demos = isFull() ? 7 : 3
    // Each demo buys once with each payment service; only POSaBIT has a register.
    expect(orders.map(({ captures }: any) => captures)).toEqual(Array(3 * demos).fill(1))
    const atRegister = orders.filter(({ placed }: any) => placed).map(({ order_id }: any) => order_id)
    expect(atRegister).toHaveLength(demos)
    expect(registered.map(({ reference_no }: any) => reference_no).sort()).toEqual(atRegister.sort())
    const letters = customers.flatMap(({ email }) => LETTERS.map((template) => `${email} ${template}`))
    expect(messages.map(({ to, template }: any) => `${to} ${template}`).sort()).toEqual(letters.sort())
    expect(messages.filter(({ times_received }: any) => times_received !== 1)).toEqual([])
    expect(await stockDisagreements(shop.db())).toEqual([])
  })

  it("end by themselves when they are told to", async () => {
    expect(await shop.down()).toEqual(Array(3).fill({ code: 0, signal: null }))
  })
})
