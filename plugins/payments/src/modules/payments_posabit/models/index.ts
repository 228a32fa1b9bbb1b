export * from "./posabit-order"
