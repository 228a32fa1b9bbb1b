/** Names under which core's modules are resolved. Apart from the modules, so that nothing imports a service by accident. */
export const CORE_EXCHANGE_MODULE = "core_exchange"
export const CORE_GATE_MODULE = "core_gate"
