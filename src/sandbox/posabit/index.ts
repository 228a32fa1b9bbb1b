import { Router } from "express"
import type { SandboxFrame, SandboxService } from "../frame/service"
import { venueApi } from "./api"
import { Callbacks } from "./callbacks"
import { MenuBook } from "./menu"
import { OrderBook } from "./orders"
import { panel } from "./panel"
import { staff } from "./staff"
import { DEFAULT_TOKENS, type PosabitTokens } from "./venues"

export { DEFAULT_TOKENS, type PosabitTokens } from "./venues"

/** POSaBIT's Venue API V3 below `/posabit/api/v3`, and what staff do in the store below `/posabit/__sim`. */
export function posabit(frame: SandboxFrame, tokens: Partial<PosabitTokens> = {}): SandboxService {
  const orders = new OrderBook(frame.clock.now)
  const callbacks = new Callbacks(frame)
  const menu = new MenuBook()
  const { integrator, venue } = tokens

  const router = Router()
  router.use("/__sim", staff(orders, callbacks, menu))
  router.use(
    "/api/v3",
    venueApi(orders, menu, {
      integrator: integrator || DEFAULT_TOKENS.integrator,
      venue: venue || DEFAULT_TOKENS.venue,
    })
  )

  return {
    name: "posabit",
    title: "POSaBIT: online orders in the store",
    router,
    reset: () => {
      orders.reset()
      callbacks.reset()
      menu.reset()
    },
    state: () => ({ orders: orders.newestFirst(), callbacks: callbacks.newestFirst() }),
    panel: panel(orders, callbacks),
  }
}
