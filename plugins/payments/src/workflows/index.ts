export * from "./payments-push-posabit-order"
export * from "./payments-settle-paid-posabit-order"
export * from "./payments-sync-posabit-order"
