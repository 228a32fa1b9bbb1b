import { defineMiddlewares } from "@medusajs/framework/http"
import { captureMiddlewares } from "./admin/payments/captures/middlewares"
import { ledgerMiddlewares } from "./admin/payments/ledger/middlewares"
import { posabitOrderMiddlewares } from "./admin/payments/posabit-orders/middlewares"
import { reconciliationMiddlewares } from "./admin/payments/reconciliation/middlewares"
import { hypurRequestMiddlewares } from "./admin/payments/hypur-requests/middlewares"
import { storeHypurMiddlewares } from "./store/hypur/middlewares"
import { posabitMenuMiddlewares } from "./admin/payments/posabit-menu-imports/middlewares"
import { riskRouteMiddlewares } from "./admin/payments/risk/middlewares"
import { riskMiddlewares } from "./risk-middlewares"
import { sessionDataMiddlewares } from "./session-data-middlewares"
import { medusaRefundMiddlewares } from "./admin/payments/refunds/medusa-refund-route"
import { paymentProfileMiddlewares } from "./admin/payments/profiles/middlewares"
import { refundMiddlewares } from "./admin/payments/refunds/middlewares"
import { successRateMiddlewares } from "./admin/payments/success-rate/middlewares"
import { storeFailOverMiddlewares } from "./store/carts/[id]/payments/fail-over/middlewares"
import { storePaymentProviderMiddlewares } from "./store/payments/providers/middlewares"
import { aeropayMiddlewares } from "./admin/payments/aeropay/middlewares"
import { storeAeropayMiddlewares } from "./store/aeropay/middlewares"

export default defineMiddlewares({
  routes: [
    ...posabitOrderMiddlewares,
    ...ledgerMiddlewares,
    ...reconciliationMiddlewares,
    ...hypurRequestMiddlewares,
    ...storeHypurMiddlewares,
    ...posabitMenuMiddlewares,
    ...riskMiddlewares,
    ...sessionDataMiddlewares,
    ...riskRouteMiddlewares,
    ...captureMiddlewares,
    ...refundMiddlewares,
    ...medusaRefundMiddlewares,
    ...paymentProfileMiddlewares,
    ...successRateMiddlewares,
    ...storePaymentProviderMiddlewares,
    ...storeFailOverMiddlewares,
    ...aeropayMiddlewares,
    ...storeAeropayMiddlewares,
  ],
})
