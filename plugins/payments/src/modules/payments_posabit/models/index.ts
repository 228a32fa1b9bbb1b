export * from "./posabit-menu-import"
export * from "./posabit-order"
export * from "./posabit-refund"
