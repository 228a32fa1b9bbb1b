import { actOn } from "../../../helpers"

/** Records in the ledger what the payment service says now that it has. */
export const POST = actOn("record")
