import { assertFunds, type BankAccount } from "./banks"
import type { Declinable } from "./declines"
import { ApProblem } from "./errors"
import { centsOf, plainDollars } from "./money"
import type { Attributes } from "./schemas"
import type { User } from "./users"
import type { World } from "./world"

/** AP201 for somebody else's merchant id. */
export function assertMerchant({ credentials }: World, merchantId: number) {
  if (merchantId !== credentials.merchantId) {
    throw new ApProblem("AP201")
  }
}

/** The tip's own sum must be the amount and the tip. */
export function assertTip(cents: number, attributes: Attributes | undefined) {
  if (attributes?.tip) {
    const { tipAmount, totalAmount } = attributes.tip
    const total = cents + centsOf(tipAmount)
    if (centsOf(totalAmount) !== total) {
      throw new ApProblem("ApError", {
        message: `Invalid total amount calculation: ${totalAmount} not ${plainDollars(total)}`,
      })
    }
  }
}

type Debit = { operation: Declinable; user: User; accountId?: number; cents: number; referenceId?: string }

/** Whether Aeropay would take this money from the user now, and from which account. Throws with the code of the decline. */
export function assertDebit(world: World, { operation, user, accountId, cents, referenceId }: Debit): BankAccount {
  const { declines, banks, switches } = world
  if (cents <= 0) {
    throw new ApProblem("AP308")
  }
  if (user.isSuspended) {
    throw new ApProblem("AP109")
  }
  if (user.reputation === 2) {
    throw new ApProblem("AP114")
  }
  declines.check(operation, { cents, referenceId })
  const account = banks.ofPayment(user, accountId)
  if (switches.transaction_limit_cents !== null && cents > switches.transaction_limit_cents) {
    throw new ApProblem("AP304")
  }
  assertFunds(account, cents)
  return account
}
