import type { BankAccount } from "./banks"
import type { Preauth } from "./preauths"
import type { Reversal } from "./reversals"
import type { Transaction } from "./transactions"
import { REPUTATIONS, type User } from "./users"
import type { Delivery } from "./webhooks"
import type { World } from "./world"

/** What the sandbox itself shows of its things, below `__sim`, in its state and on the console: more than the API does. */

const iso = (at: number) => new Date(at).toISOString()

export const showAccount = (account: BankAccount) => ({
  id: account.id,
  user_id: account.userId,
  bank: account.bank,
  last4: account.last4,
  balance_cents: account.balance,
  selected: account.isSelected,
  reachable: account.isReachable,
  removed: account.isRemoved,
})

export const showUser = (user: User) => ({
  id: user.id,
  first_name: user.firstName,
  last_name: user.lastName,
  email: user.email,
  phone_number: user.phoneNumber,
  connected: user.isConnected,
  suspended: user.isSuspended,
  reputation: REPUTATIONS[user.reputation],
  bank_accounts: user.accounts.map(showAccount),
  created_at: iso(user.createdAt),
})

export const showTransaction = (world: World, transaction: Transaction) => ({
  id: transaction.id,
  type: transaction.type,
  status: transaction.status,
  amount_cents: transaction.cents,
  tip_cents: transaction.tipCents,
  reversed_cents: transaction.reversedCents,
  reference_id: transaction.referenceId ?? null,
  user_id: transaction.userId,
  bank_account_id: transaction.accountId,
  return_code: transaction.returnCode ?? null,
  awaits_customer: transaction.isAwaited,
  batch_id: transaction.batchId,
  preauth_id: transaction.preauthId ?? null,
  reverses: transaction.reverses ?? null,
  reversals: world.reversals.of(transaction).map(showReversal),
  created_at: iso(transaction.createdAt),
  modified_at: iso(transaction.modifiedAt),
})

export const showPreauth = (world: World, preauth: Preauth) => ({
  id: preauth.id,
  status: world.preauths.statusOf(preauth),
  amount_cents: preauth.cents,
  authorized_cents: preauth.authorizedCents,
  reference_id: preauth.referenceId ?? null,
  user_id: preauth.userId,
  bank_account_id: preauth.accountId,
  transaction_id: preauth.transactionId,
  created_at: iso(preauth.createdAt),
  expires_at: iso(preauth.expiresAt),
})

export const showReversal = (reversal: Reversal) => ({
  id: reversal.id,
  transaction_id: reversal.transactionId,
  state: reversal.state,
  amount_cents: reversal.cents,
  reference_id: reversal.referenceId,
  created_at: iso(reversal.createdAt),
})

export const showDelivery = (delivery: Delivery) => ({
  id: delivery.id,
  topic: delivery.topic,
  url: delivery.url,
  state: delivery.state,
  repeats: delivery.repeats,
  text: delivery.text,
  signature: delivery.signature,
  attempts: delivery.attempts,
  created_at: iso(delivery.createdAt),
})
