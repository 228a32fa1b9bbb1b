/** Names under which this plugin is known to Medusa. Apart from the modules, so that nothing imports a service by accident. */
export const PAYMENTS_POSABIT_MODULE = "payments_posabit"

/** `pp_<identifier>_<id>` */
export const POSABIT_PROVIDER_ID = "pp_posabit_posabit"

/** Core's name of the outside service: attempts and the breaker go by it. */
export const POSABIT_SERVICE = "posabit"

export const POSABIT_PUSH_TOPIC = "payments.posabit_order_push"
/** One batch of an import of the menu. */
export const MENU_IMPORT_TOPIC = "payments.posabit_menu_batch"
export const POSABIT_INBOX_SOURCE = "payments.posabit"
export const POSABIT_CALLBACK_PATH = "/hooks/posabit/orders"

/** Scores, decisions and the review queue; providers ask it whether an order's money must wait (`RiskReview`). */
export const PAYMENTS_RISK_MODULE = "payments_risk"

/** Wallets of shoppers, and what became of each payment session at Aeropay. */
export const PAYMENTS_AEROPAY_MODULE = "payments_aeropay"
export const AEROPAY_PROVIDER_ID = "pp_aeropay_aeropay"
export const AEROPAY_SERVICE = "aeropay"
export const AEROPAY_INBOX_SOURCE = "payments.aeropay"
/** Medusa's own payment route; core's inbox answers before it. */
export const AEROPAY_WEBHOOK_PATH = "/hooks/payment/aeropay_aeropay"
export const PAYMENTS_HYPUR_MODULE = "payments_hypur"
export const HYPUR_PROVIDER_ID = "pp_hypur_hypur"
export const HYPUR_SERVICE = "hypur"
export const HYPUR_WEBHOOK_PATH = "/hooks/hypur/requests"
/** Requests to give money back, with their limits and approvals. */
export const PAYMENTS_REFUNDS_MODULE = "payments_refunds"
