import { MedusaError } from "@medusajs/framework/utils"
import type PaymentsAeropayModuleService from "../../modules/payments_aeropay/service"
import type { AeropayWalletDTO } from "../../types"
import type { GatewayOutcome } from "../../types/gateway"
import type { AeropayBankAccount } from "./wire"

type Rows = PaymentsAeropayModuleService

export type AeropayPerson = { first_name: string; last_name: string; email: string; phone: string }

/** The value, or a refusal in words for the shopper. `transient` is 409: she may try again. */
export function heard<T>(outcome: GatewayOutcome<T>): T {
  if (outcome.ok) {
    return outcome.value
  }
  const { kind, message, code } = outcome
  const type = kind === "input" ? MedusaError.Types.INVALID_DATA : MedusaError.Types.NOT_ALLOWED
  throw new MedusaError(type, message, code)
}

/** Registers the customer at Aeropay, which sends her a code. Doing it again disconnects her until the new code is confirmed. */
export async function connectWallet(rows: Rows, customerId: string, person: AeropayPerson) {
  const { first_name: firstName, last_name: lastName, email, phone: phoneNumber } = person
  const answer = heard(await rows.client.createUser(customerId, { firstName, lastName, email, phoneNumber }))
  const aeropay_user_id = answer.user.id
  const [taken] = await rows.listAeropayWallets({ aeropay_user_id }, { take: 1 })
  if (taken && taken.customer_id !== customerId && taken.status === "pending") {
    // Whoever typed the number in did not prove that it is hers. The code now goes to the one who can.
    await rows.deleteAeropayWallets(taken.id)
  } else if (taken && taken.customer_id !== customerId) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "This phone number belongs to another account of this shop. Please use your own, or sign in with that account."
    )
  }
  const status = answer.mfaType ? ("pending" as const) : ("active" as const)
  const known = await rows.walletOf(customerId)
  const isSame = known?.aeropay_user_id === aeropay_user_id
  const fields = { aeropay_user_id, status, ...(!isSame && { bank_account_id: null }) }
  const wallet = known
    ? await rows.updateAeropayWallets({ id: known.id, ...fields })
    : await rows.createAeropayWallets({ customer_id: customerId, ...fields })
  return { wallet, mfa_type: answer.mfaType ?? null }
}

export async function confirmWallet(rows: Rows, customerId: string, code: string): Promise<AeropayWalletDTO> {
  const wallet = await walletOrThrow(rows, customerId)
  const user = heard(await rows.client.confirmUser(wallet.aeropay_user_id, code))
  const isActive = !user.userStatus || user.userStatus.toLowerCase() === "active"
  return await rows.updateAeropayWallets({ id: wallet.id, status: isActive ? "active" : "suspended" })
}

/** Takes over the bank account that the shopper chose in Aeropay's widget. */
export async function linkBankAccount(rows: Rows, customerId: string, connectionId: string) {
  const wallet = await activeWallet(rows, customerId)
  const account = heard(await rows.client.linkAccount(wallet.aeropay_user_id, connectionId))
  if (!wallet.bank_account_id) {
    await rows.updateAeropayWallets({ id: wallet.id, bank_account_id: account.bankAccountId })
  }
  return account
}

/** From now on this account pays. */
export async function chooseBankAccount(rows: Rows, customerId: string, bankAccountId: number) {
  const wallet = await activeWallet(rows, customerId)
  const accounts = heard(await rows.client.listAccounts(wallet.aeropay_user_id))
  if (!accounts.some((one) => one.bankAccountId === bankAccountId)) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Bank account with id: ${bankAccountId} was not found`)
  }
  const account = heard(await rows.client.selectAccount(wallet.aeropay_user_id, bankAccountId))
  await rows.updateAeropayWallets({ id: wallet.id, bank_account_id: bankAccountId })
  return account
}

/** Aeropay has no call to unlink a bank; the shop forgets the wallet, and she connects anew when she wants to pay. */
export async function forgetWallet(rows: Rows, customerId: string): Promise<AeropayWalletDTO> {
  const wallet = await walletOrThrow(rows, customerId)
  await rows.deleteAeropayWallets(wallet.id)
  return wallet
}

export async function activeWallet(rows: Rows, customerId: string): Promise<AeropayWalletDTO> {
  const wallet = await walletOrThrow(rows, customerId)
  if (wallet.status === "pending") {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "Please enter the code that Aeropay sent you first.")
  }
  return wallet
}

async function walletOrThrow(rows: Rows, customerId: string): Promise<AeropayWalletDTO> {
  const wallet = await rows.walletOf(customerId)
  if (!wallet) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, "You are not connected to Aeropay yet.")
  }
  return wallet
}

/** As routes show it. */
export const shownAccount = (account: AeropayBankAccount, chosenId?: number | null) => ({
  id: account.bankAccountId,
  bank_name: account.bankName,
  last4: account.accountLast4,
  name: account.name ?? account.bankName,
  is_chosen: chosenId ? account.bankAccountId === chosenId : account.isSelected,
  status: account.status ?? "verified",
})

export const shownWallet = (wallet: AeropayWalletDTO) => ({
  status: wallet.status,
  bank_account_id: wallet.bank_account_id,
  created_at: new Date(wallet.created_at).toISOString(),
})
