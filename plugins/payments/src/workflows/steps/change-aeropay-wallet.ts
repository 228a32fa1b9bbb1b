import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { aeropayService } from "../../lib/aeropay/desk-of"
import {
  chooseBankAccount,
  confirmWallet,
  connectWallet,
  forgetWallet,
  linkBankAccount,
  shownAccount,
  shownWallet,
  type AeropayPerson,
} from "../../lib/aeropay/wallet"

export type ChangeAeropayWalletStepInput = { customer_id: string } & (
  | { act: "connect"; person: AeropayPerson }
  | { act: "confirm"; code: string }
  | { act: "link"; connection_id: string }
  | { act: "choose"; bank_account_id: number }
  | { act: "forget" }
)

/** What routes show; which part is there depends on the act. */
export type ChangedAeropayWallet = {
  wallet?: ReturnType<typeof shownWallet>
  mfa_type?: string | null
  bank_account?: ReturnType<typeof shownAccount>
}

export const changeAeropayWalletStepId = "change-aeropay-wallet"

/** No undo: Aeropay has done its part by then. */
export const changeAeropayWalletStep = createStep(
  changeAeropayWalletStepId,
  async (input: ChangeAeropayWalletStepInput, { container }) => {
    const rows = aeropayService(container)
    const { customer_id } = input
    const done = async (): Promise<ChangedAeropayWallet> => {
      switch (input.act) {
        case "connect": {
          const { wallet, mfa_type } = await connectWallet(rows, customer_id, input.person)
          return { wallet: shownWallet(wallet), mfa_type }
        }
        case "confirm":
          return { wallet: shownWallet(await confirmWallet(rows, customer_id, input.code)) }
        case "link":
          return { bank_account: shownAccount(await linkBankAccount(rows, customer_id, input.connection_id)) }
        case "choose":
          return {
            bank_account: shownAccount(
              await chooseBankAccount(rows, customer_id, input.bank_account_id),
              input.bank_account_id
            ),
          }
        case "forget":
          return { wallet: shownWallet(await forgetWallet(rows, customer_id)) }
      }
    }
    return new StepResponse(await done())
  }
)
