import { actOn } from "../../../helpers"

/** Asks the payment service again; the difference closes itself when it is gone. */
export const POST = actOn("refresh")
