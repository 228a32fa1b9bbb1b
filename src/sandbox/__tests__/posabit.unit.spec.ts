import { anOrder, basic, sandboxOfEachTest, SHOP, startShop } from "./support"

const ORDERS = "/posabit/api/v3/incoming_orders"

describe("POSaBIT Venue API V3", () => {
  const { api, createOrder } = sandboxOfEachTest()

  const get = (path: string, headers: Record<string, string> = SHOP) =>
    api(`/posabit/api/v3${path}`, "GET", undefined, headers)
  const post = (order: unknown) => api(ORDERS, "POST", { incoming_order: order }, SHOP)

  describe("credentials", () => {
    it.each([
      ["none", {}],
      ["an unknown integrator", basic("stranger", "sandbox-venue-token")],
      ["an unknown venue", basic("sandbox-integrator-token", "stranger")],
      ["an unknown bearer", { authorization: "Bearer stranger" }],
      ["nonsense", { authorization: "Basic %%%" }],
    ])("answers 401 to %s", async (_who, headers) => {
      const answer = await get("/incoming_orders", headers as Record<string, string>)
      expect(answer.status).toBe(401)
      expect(answer.headers.get("x-sim-assumed")).toBe("true")
    })

    it("lists the venues to an integrator alone, and refuses it everything else", async () => {
      const integrator = basic("sandbox-integrator-token", "")
      const { body } = await get("/info", integrator)
      expect(body.venues[0]).toEqual({ venue: { id: 1, name: "Rise-Via Sandbox Shop", token: "sandbox-venue-token" } })
      expect((await get("/incoming_orders", integrator)).status).toBe(403)
      expect((await get("/info")).body.venue.payment_methods).toContain("Cash")
    })

    it("refuses orders of a venue without the right to them, and hides those of another venue", async () => {
      const { id } = await createOrder()
      expect((await get("/incoming_orders", basic("sandbox-integrator-token", "sandbox-venue-no-orders"))).status).toBe(
        403
      )
      const other = basic("sandbox-integrator-token", "sandbox-venue-2")
      expect((await get(`/incoming_orders/${id}`, other)).status).toBe(404)
      expect((await get("/incoming_orders", other)).body.total_records).toBe(0)
      expect((await get(`/incoming_orders/${id}`, { authorization: "Bearer sandbox-venue-token" })).status).toBe(200)
    })
  })

  it("serves the documented menu feed without the mark of an assumption", async () => {
    const answer = await get("/menu_feeds/sandbox-menu")
    expect(answer.headers.get("x-sim-assumed")).toBeNull()
    const [group] = answer.body.menu_feed.menu_groups
    expect(Object.keys(group)).toEqual(["name", "category_guid", "description", "image", "menu_items"])
    expect(group.menu_items[0].prices[0]).toMatchObject({ price_cents: 1200, quantity_on_hand: 80 })
    expect((await get("/menu_feeds/other")).status).toBe(404)
    expect((await get("/nothing")).status).toBe(404)
  })

  describe("orders", () => {
    it("takes an order in cents and adds up its total, tip included", async () => {
      const answer = await post(
        anOrder({ tip_amount: 99, status_callback: "http://localhost:9000/hooks/posabit/orders/secret" })
      )
      expect(answer.status).toBe(200)
      expect(answer.headers.get("x-sim-assumed")).toBe("true")
      expect(answer.body.incoming_order).toMatchObject({
        id: 500_001,
        aasm_state: "pending",
        order_type: "pickup",
        source: "online_store",
        customer_type: "recreational",
        total: 2 * 4000 + 2201 + 99,
        order_items: [
          { product_name: "Harbor Fog 3.5 g", price: 4000, quantity: 2 },
          { product_name: "Night Ferry Gummies", price: 2201, quantity: 1 },
        ],
      })
      expect(JSON.stringify(answer.body)).not.toContain("secret")
      expect((await get("/incoming_orders/500001")).body.incoming_order).toEqual(answer.body.incoming_order)
    })

    it("knows no idempotency: the same reference twice makes two orders, and both are found by it", async () => {
      await createOrder()
      await createOrder()
      await createOrder({
        reference_no: "order_2",
        email: "ada@example.com",
        telephone: "(206) 555-0100",
        customer_id: 7,
      })
      const numbers = async (query: string) => {
        const { body } = await get(`/incoming_orders?${query}`)
        return body.incoming_orders.map((row: any) => row.incoming_order.id)
      }
      expect(await numbers("q[reference_no_eq]=order_1")).toEqual([500_002, 500_001])
      expect(await numbers("q%5Btelephone_eq%5D=2065550100")).toEqual([500_003])
      expect(await numbers("q[email_eq]=ada@example.com&q[customer_id_eq]=7")).toEqual([500_003])
      expect(await numbers("q[email_eq]=ada@example.com&q[customer_id_eq]=8")).toEqual([])
    })

    it("pages by a hundred", async () => {
      for (let turn = 0; turn < 101; turn++) {
        await createOrder()
      }
      const first = await get("/incoming_orders")
      expect(first.body).toMatchObject({ total_records: 101, current_page: 1, total_pages: 2, per_page: 100 })
      expect(first.body.incoming_orders).toHaveLength(100)
      expect((await get("/incoming_orders?page=2")).body.incoming_orders).toHaveLength(1)
      expect((await get("/incoming_orders?page=3")).body.incoming_orders).toEqual([])
    })

    it.each([
      ["order_items_attributes", anOrder({ order_items_attributes: undefined })],
      ["order_items_attributes", anOrder({ order_items_attributes: [] })],
      [
        "order_items_attributes.0.price",
        anOrder({ order_items_attributes: [{ product_name: "x", price: 40.5, quantity: 1 }] }),
      ],
      [
        "order_items_attributes.0.price",
        anOrder({ order_items_attributes: [{ product_name: "x", price: "4000", quantity: 1 }] }),
      ],
      [
        "order_items_attributes.0.price",
        anOrder({ order_items_attributes: [{ product_name: "x", price: -1, quantity: 1 }] }),
      ],
      [
        "order_items_attributes.0.quantity",
        anOrder({ order_items_attributes: [{ product_name: "x", price: 1, quantity: 0 }] }),
      ],
      ["order_items_attributes.0.product_name", anOrder({ order_items_attributes: [{ price: 1, quantity: 1 }] })],
      [
        "order_items_attributes.0.sku",
        anOrder({ order_items_attributes: [{ product_name: "x", price: 1, quantity: 1, sku: "a" }] }),
      ],
      ["order_type", anOrder({ order_type: "drone" })],
      ["source", anOrder({ source: "x".repeat(31) })],
      ["status_callback", anOrder({ status_callback: "nowhere" })],
      ["refrence_no", anOrder({ refrence_no: "1" })],
      ["zipcode", anOrder({ order_type: "delivery", address: "1 Pine St", city: "Seattle", state_abbrev: "WA" })],
    ])("answers 422 naming %s, and makes no order", async (field, order) => {
      const answer = await post(order)
      expect(answer.status).toBe(422)
      expect(answer.body).toEqual({ errors: { [field]: [expect.any(String)] } })
      expect((await get("/incoming_orders")).body.total_records).toBe(0)
    })

    it("answers 400 to a body without an order and to filters it does not know", async () => {
      expect(await post(undefined)).toMatchObject({
        status: 400,
        body: { errors: { incoming_order: [expect.any(String)] } },
      })
      expect(await post([])).toMatchObject({ status: 400 })
      for (const [query, field] of [
        ["q[total_gt]=1", "q[total_gt]"],
        ["q[email_eq][]=a", "q[email_eq]"],
        ["page=0", "page"],
        ["page=x", "page"],
        ["limit=1", "limit"],
      ]) {
        expect(await get(`/incoming_orders?${query}`)).toMatchObject({
          status: 400,
          body: { errors: { [field]: ["is not valid"] } },
        })
      }
      expect((await get("/incoming_orders/abc")).status).toBe(404)
    })
  })

  describe("staff", () => {
    const set = (id: number, body: unknown) => api(`/posabit/__sim/orders/${id}/status`, "POST", body)
    let shop: Awaited<ReturnType<typeof startShop>>
    beforeEach(async () => {
      shop = await startShop()
    })
    afterEach(() => shop.close())

    const callback = async () => {
      const { form, ...received } = await shop.next()
      return { ...received, status: form.get("incoming_order[status]"), form }
    }

    it("tell the shop of a status in a form, unsigned, after the change", async () => {
      const { id } = await createOrder({ status_callback: `${shop.url}/hooks/posabit/orders/secret` })
      const { body } = await set(id, { status: "processing" })
      expect(body).toMatchObject({ order: { id, status: "processing" }, callbacks: [{ state: "waiting" }] })
      const { path, headers, form } = await callback()
      expect(path).toBe("/hooks/posabit/orders/secret")
      expect(headers["content-type"]).toBe("application/x-www-form-urlencoded")
      expect(headers.authorization).toBeUndefined()
      expect(Object.fromEntries(form)).toEqual({
        "incoming_order[id]": String(id),
        "incoming_order[reference_no]": "order_1",
        "incoming_order[status]": "processing",
        "incoming_order[order_type]": "pickup",
      })
      expect((await get(`/incoming_orders/${id}`)).body.incoming_order.aasm_state).toBe("processing")
    })

    it("may charge another total", async () => {
      const { id, total } = await createOrder()
      await set(id, { status: "completed", total_cents: total - 150 })
      expect((await get(`/incoming_orders/${id}`)).body.incoming_order).toMatchObject({
        aasm_state: "completed",
        total: total - 150,
        processed_at: expect.any(String),
      })
    })

    it("walk a delivery to the door, skip ahead, and leave final orders alone", async () => {
      const address = { address: "1 Pine St", city: "Seattle", state_abbrev: "WA", zipcode: "98101" }
      const delivery = await createOrder({ order_type: "delivery", ...address })
      for (const status of ["change", "change", "pending", "processing", "completed", "en_route", "delivered"]) {
        expect((await set(delivery.id, { status })).status).toBe(200)
      }
      const pickup = await createOrder()
      expect((await set(pickup.id, { status: "en_route" })).body).toMatchObject({ field: "status" })
      expect((await set(pickup.id, { status: "completed" })).status).toBe(200)
      for (const [id, status] of [
        [delivery.id, "canceled"],
        [pickup.id, "canceled"],
        [pickup.id, "processing"],
      ]) {
        expect(await set(id, { status })).toMatchObject({
          status: 422,
          body: { message: expect.stringContaining("is final") },
        })
      }
    })

    it("lose, repeat and reorder callbacks when asked to", async () => {
      const { id } = await createOrder({ status_callback: `${shop.url}/hook` })
      await set(id, { status: "change", callback: { lost: true } })
      await set(id, { status: "processing", callback: { delay_ms: 600_000 } })
      await set(id, { status: "completed", callback: { times: 20, as_printed: true } })
      for (let turn = 0; turn < 20; turn++) {
        expect((await callback()).status).toBe("Completed")
      }
      await api(`/posabit/__sim/orders/${id}/callbacks`, "POST", { status: "processing" })
      expect((await callback()).status).toBe("processing")
      const { body } = await api(`/posabit/__sim/callbacks?order_id=${id}&limit=100`)
      expect(body.count).toBe(23)
      const states = body.callbacks.map(({ status, state }: { status: string; state: string }) => `${status} ${state}`)
      expect(states).toEqual(expect.arrayContaining(["change lost", "processing waiting"]))
    })

    it("never call an address off this machine, nor fail when nobody answers", async () => {
      const away = await createOrder({ status_callback: "http://shop.example.com/hook" })
      expect((await set(away.id, { status: "processing" })).body.callbacks).toMatchObject([{ state: "refused" }])
      const silent = await createOrder()
      expect((await set(silent.id, { status: "processing" })).body.callbacks).toMatchObject([{ state: "no-address" }])
      const { url } = shop
      const gone = await createOrder({ status_callback: `${url}/hook` })
      await shop.close()
      expect((await set(gone.id, { status: "processing" })).status).toBe(200)
      for (let state = "waiting"; state === "waiting";) {
        const { body } = await api(`/posabit/__sim/callbacks?order_id=${gone.id}`)
        state = body.callbacks[0].state
        expect(["waiting", "failed"]).toContain(state)
      }
      shop = await startShop()
    })

    it("see orders with what they may do next, and get a clear refusal for the rest", async () => {
      const { id } = await createOrder()
      await createOrder({ reference_no: "order_2" })
      expect((await api("/posabit/__sim/orders?reference_no=order_1")).body).toMatchObject({
        count: 1,
        orders: [{ id, status: "pending", next_statuses: ["change", "processing", "completed", "canceled"] }],
      })
      for (const [body, field] of [
        [{ status: "eaten" }, "status"],
        [{ status: "completed", total_cents: 1.5 }, "total_cents"],
        [{ status: "completed", callback: { times: 0 } }, "callback.times"],
        [{ status: "completed", total: 1 }, "total"],
      ] as const) {
        expect(await set(id, body)).toMatchObject({ status: 400, body: { field } })
      }
      expect((await set(1, { status: "completed" })).status).toBe(404)
      expect((await api("/posabit/__sim/nothing")).status).toBe(404)
    })
  })
})

describe("POSaBIT with tokens of its own", () => {
  const { api } = sandboxOfEachTest({ posabit: { integrator: "mine", venue: "ours" } })

  it("accepts them and no others", async () => {
    expect((await api("/posabit/api/v3/info", "GET", undefined, basic("mine", "ours"))).status).toBe(200)
    expect((await api("/posabit/api/v3/info", "GET", undefined, SHOP)).status).toBe(401)
  })
})
