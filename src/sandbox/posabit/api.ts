import { Router, type NextFunction, type Request, type Response } from "express"
import { handler } from "../frame/problem"
import { readIncomingOrder } from "./incoming-order"
import { MENU_FEED_KEY, type MenuBook } from "./menu"
import { present, type Order, type OrderBook } from "./orders"
import { credentialsOf, venuesOf, type PosabitTokens, type Venue } from "./venues"

const PER_PAGE = 100

/** `q[<field>_eq]`: the documented filters. */
const FILTERS: Record<string, (order: Order, value: string) => boolean> = {
  reference_no_eq: (order, value) => order.reference_no === value,
  customer_id_eq: (order, value) => String(order.customer_id ?? "") === value,
  telephone_eq: (order, value) => digits(order.telephone) === value,
  email_eq: (order, value) => order.email === value,
}

const digits = (text?: string | null) => (text ?? "").replace(/\D/g, "")

/** Marks an answer whose exact shape no public page shows, so that no test mistakes it for a documented contract. */
const assumed = (res: Response) => res.setHeader("X-Sim-Assumed", "true")

const refuse = (res: Response, status: number, body: unknown) => assumed(res).status(status).json(body)

const wrap = (order: Order) => ({ incoming_order: present(order) })

/** Venue API V3. Documented: paths, credentials, statuses, request fields, the menu feed. The rest carries `X-Sim-Assumed`. */
export function venueApi(orders: OrderBook, menu: MenuBook, tokens: PosabitTokens) {
  const router = Router()
  const venues = venuesOf(tokens.venue)

  router.use((req: Request, res: Response, next: NextFunction) => {
    const credentials = credentialsOf(req, tokens.integrator, venues)
    if (!credentials) {
      res.setHeader("WWW-Authenticate", 'Basic realm="POSaBIT sandbox"')
      refuse(res, 401, { error: "HTTP Basic: access denied" })
    } else if (!credentials.venue && !(req.method === "GET" && /^\/info\/?$/.test(req.path))) {
      refuse(res, 403, { error: "a venue token is needed" })
    } else if (credentials.venue && !credentials.venue.online_orders && req.path.startsWith("/incoming_orders")) {
      refuse(res, 403, { error: "this venue has no online orders" })
    } else {
      res.locals.venue = credentials.venue
      next()
    }
  })

  router.get("/info", (_req, res) => {
    const venue: Venue | undefined = res.locals.venue
    assumed(res).json(
      venue
        ? { venue: infoOf(venue) }
        : { venues: venues.map(({ id, name, token }) => ({ venue: { id, name, token } })) }
    )
  })

  router.get("/menu_feeds/:key", (req, res) => {
    if (req.params.key === MENU_FEED_KEY) {
      res.json({ menu_feed: menu.feed() })
    } else {
      refuse(res, 404, { error: "menu feed not found" })
    }
  })

  const visible = (res: Response) => orders.newestFirst().filter((order) => order.venue_id === res.locals.venue.id)

  router.post(
    "/incoming_orders",
    handler((req, res) => {
      const value = req.body?.incoming_order
      if (!value || typeof value !== "object" || Array.isArray(value)) {
        return refuse(res, 400, { errors: { incoming_order: ["param is missing or the value is empty"] } })
      }
      const read = readIncomingOrder(value)
      return "errors" in read
        ? refuse(res, 422, { errors: read.errors })
        : assumed(res).json(wrap(orders.create(res.locals.venue.id, read.order)))
    })
  )

  router.get(
    "/incoming_orders",
    handler((req, res) => {
      const { q = {}, page = "1", ...others } = req.query as Record<string, unknown>
      const filters = typeof q === "object" && q && !Array.isArray(q) ? Object.entries(q) : [["", q] as const]
      const wrong = filters.find(([name, value]) => !Object.hasOwn(FILTERS, name) || typeof value !== "string")
      const field =
        Object.keys(others)[0] ??
        (wrong && `q[${wrong[0]}]`) ??
        (/^[1-9]\d{0,5}$/.test(String(page)) ? undefined : "page")
      if (field) {
        return refuse(res, 400, { errors: { [field]: ["is not valid"] } })
      }
      const found = visible(res).filter((order) =>
        filters.every(([name, value]) => FILTERS[name](order, value as string))
      )
      return assumed(res).json({
        total_records: found.length,
        current_page: Number(page),
        total_pages: Math.ceil(found.length / PER_PAGE),
        per_page: PER_PAGE,
        incoming_orders: found.slice((Number(page) - 1) * PER_PAGE, Number(page) * PER_PAGE).map(wrap),
      })
    })
  )

  router.get("/incoming_orders/:id", (req, res) => {
    const order = orders.get(req.params.id)
    if (order && order.venue_id === res.locals.venue.id) {
      assumed(res).json(wrap(order))
    } else {
      refuse(res, 404, { error: "incoming order not found" })
    }
  })

  router.use((_req, res) => void refuse(res, 404, { error: "not found" }))

  return router
}

const infoOf = ({ id, name }: Venue) => ({
  id,
  name,
  payment_methods: ["Cash", "POSaBIT Pay", "Debit Card", "Other"],
  online_order_curbside: true,
  menu_feeds: [{ feed_key: MENU_FEED_KEY, title: "Sandbox menu" }],
  // Hundredths of a percent, as V1 documents them.
  tax_rates: [{ id: 1, name: "Sales tax", rate: 1000, tax_rate: "10.0", price_included: true }],
})
