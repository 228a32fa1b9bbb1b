export { AeropayPayment } from "./aeropay-payment"
export { AeropayRefund } from "./aeropay-refund"
export { AeropayWallet } from "./aeropay-wallet"
