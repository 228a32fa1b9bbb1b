import type { Call } from "./call.js"
import type { Body } from "./routes.js"

type Headers = Record<string, string>

/** Paying from a bank account by Aeropay: the signed-in customer's wallet, her bank accounts, her payments. */
export const aeropayOf = (call: Call) => ({
  /** Her account at Aeropay, `null` when there is none. */
  wallet: (headers?: Headers) => call("get", "/store/aeropay/wallet", { headers }),
  /** Connects to Aeropay, which sends a code. Doing it again disconnects her until the new code is confirmed. */
  connect: (body: Body<"post", "/store/aeropay/wallet">, headers?: Headers) =>
    call("post", "/store/aeropay/wallet", { body, headers }),
  confirm: (body: Body<"post", "/store/aeropay/wallet/confirm">, headers?: Headers) =>
    call("post", "/store/aeropay/wallet/confirm", { body, headers }),
  /** Aeropay has no call to unlink a bank; the shop pays with it no more. */
  forget: (headers?: Headers) => call("delete", "/store/aeropay/wallet", { headers }),
  /** What Aeropay's bank widget needs to start. */
  bankLink: (headers?: Headers) => call("get", "/store/aeropay/bank-link", { headers }),
  bankAccounts: (headers?: Headers) => call("get", "/store/aeropay/bank-accounts", { headers }),
  /** Takes over the account that she chose in the widget. */
  linkBank: (body: Body<"post", "/store/aeropay/bank-accounts">, headers?: Headers) =>
    call("post", "/store/aeropay/bank-accounts", { body, headers }),
  /** Pays from this account from now on. */
  chooseBank: (id: number, headers?: Headers) =>
    call("post", "/store/aeropay/bank-accounts/{id}/choose", { params: { id: String(id) }, body: {}, headers }),
  /** How a payment session of hers stands; `code`, `message` and `next` where it was refused. */
  payment: (id: string, headers?: Headers) => call("get", "/store/aeropay/payments/{id}", { params: { id }, headers }),
})
