import { Router } from "express"
import type { SandboxFrame, SandboxService } from "../frame/service"
import { assumed, DEFAULT_HYPUR, type HypurCredentials } from "./answers"
import { paymentsApi } from "./api"
import { consumerApi } from "./consumers"
import { panel } from "./panel"
import { RequestBook } from "./requests"
import { staff } from "./staff"
import { Webhooks, type Target } from "./webhooks"

export { DEFAULT_HYPUR, type HypurCredentials } from "./answers"

/** `webhooks` is where they go: nowhere by default. */
export type HypurOptions = Partial<HypurCredentials> & { webhooks?: Target }

/** The documented start, and nothing else: what a request is handed over with is not public. */
const SDK = `window.Hypur = { SDK: { init: function (options) {
  if (options && options.onInit) { options.onInit() }
  return { close: function () { if (options && options.onClose) { options.onClose() } } }
} } }
`

/** Hypur, now POSaBIT Pay: the consumer API, the payments API and its browser SDK; consumers act below `/hypur/__sim`. */
export function hypur(frame: SandboxFrame, { webhooks: home, ...given }: HypurOptions = {}): SandboxService {
  const credentials = { ...DEFAULT_HYPUR, ...given }
  const book = new RequestBook(frame)
  const webhooks = new Webhooks(frame, home)
  book.onChange((request) => webhooks.announce(request))

  const router = Router()
  router.use("/__sim", staff(book, webhooks))
  router.get("/ThirdParty/scripts/client/sdk-1.0.min.js", (_req, res) => {
    assumed(res)
    res.type("application/javascript").send(SDK)
  })
  router.use("/merchants", consumerApi(credentials))
  router.use("/thirdparty/payments/v1.0", paymentsApi(book, credentials))

  return {
    name: "hypur",
    title: "Hypur: bank payments",
    router,
    reset: () => {
      book.reset()
      webhooks.reset()
    },
    state: () => ({ requests: book.newestFirst(), webhooks: webhooks.newestFirst(), books: book.books() }),
    panel: panel(book, webhooks),
  }
}
