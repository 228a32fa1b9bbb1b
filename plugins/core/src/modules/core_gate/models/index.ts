export * from "./checkout-run"
export * from "./gate-hold"
