import { attemptRecovery } from "../../lib/attempt-recovery"
import { checkoutRecovery } from "../../lib/checkout-recovery"
import { claimRecovery } from "../../lib/claim-recovery"
import { registerRecovery } from "../../lib/recovery"

registerRecovery(claimRecovery)
registerRecovery(attemptRecovery)
registerRecovery(checkoutRecovery)
