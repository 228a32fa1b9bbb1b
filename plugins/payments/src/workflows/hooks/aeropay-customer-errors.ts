import { SHOPPER_ERRORS } from "../../lib/aeropay/errors"
import { registerCustomerErrors } from "../../lib/providers/customer-errors"

registerCustomerErrors("aeropay", SHOPPER_ERRORS)
