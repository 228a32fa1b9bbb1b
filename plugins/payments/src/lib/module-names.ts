/** Names under which this plugin is known to Medusa. Apart from the modules, so that nothing imports a service by accident. */
export const PAYMENTS_POSABIT_MODULE = "payments_posabit"

/** `pp_<identifier>_<id>` */
export const POSABIT_PROVIDER_ID = "pp_posabit_posabit"

/** Core's name of the outside service: attempts and the breaker go by it. */
export const POSABIT_SERVICE = "posabit"

export const POSABIT_PUSH_TOPIC = "payments.posabit_order_push"
export const POSABIT_INBOX_SOURCE = "payments.posabit"
export const POSABIT_CALLBACK_PATH = "/hooks/posabit/orders"
