// Written by `npm run openapi` from openapi.json: never edit it.
/* eslint-disable max-lines */
export interface paths {
  "/store/aeropay/bank-accounts": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The customer's bank accounts */
    get: operations["getStoreAeropayBankAccounts"]
    put?: never
    /** Take over the account that she chose in the widget */
    post: operations["postStoreAeropayBankAccounts"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/store/aeropay/bank-accounts/{id}/choose": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Pay from this account from now on */
    post: operations["postStoreAeropayBankAccountsIdChoose"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/store/aeropay/bank-link": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What Aeropay's bank widget needs to start */
    get: operations["getStoreAeropayBankLink"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/store/aeropay/payments/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** How a payment session of hers stands, and why it was refused */
    get: operations["getStoreAeropayPaymentsId"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/store/aeropay/wallet": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The signed-in customer's account at Aeropay */
    get: operations["getStoreAeropayWallet"]
    put?: never
    /**
     * Connect to Aeropay, which sends a code
     * @description Doing it again disconnects her until the new code is confirmed.
     */
    post: operations["postStoreAeropayWallet"]
    /**
     * Forget the account at Aeropay
     * @description Aeropay has no call to unlink a bank; the shop pays with it no more.
     */
    delete: operations["deleteStoreAeropayWallet"]
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/store/aeropay/wallet/confirm": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Confirm the code that Aeropay sent */
    post: operations["postStoreAeropayWalletConfirm"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/store/carts/{id}/checks": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Every reason why this cart could not be completed now, or would be with a warning
     * @description Changes nothing. A cart that became an order has no reasons: completing it answers with the order.
     */
    get: operations["getStoreCartsIdChecks"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/store/carts/{id}/payments/fail-over": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Give a cart whose payment failed another way to pay
     * @description The session that failed is looked up first, and replaced only when nothing can have been charged under it. Safe to repeat.
     */
    post: operations["postStoreCartsIdPaymentsFailOver"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/store/customers/me/age-verification": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The signed-in customer's own verification */
    get: operations["getStoreCustomersMeAgeVerification"]
    put?: never
    /**
     * State a birth date, which staff review
     * @description What is pending or approved already comes back as it is.
     */
    post: operations["postStoreCustomersMeAgeVerification"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/store/hypur/payment-sessions/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * What the Hypur SDK needs, and where the payment stands
     * @description The id is that of Medusa's payment session. Without effect: it says what the store knows. A registered customer's is found by nobody else.
     */
    get: operations["getStoreHypurPaymentSessionsId"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/store/hypur/payment-sessions/{id}/refresh": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Ask Hypur whether the shopper has approved
     * @description Call it when the SDK says that it is done, before the cart is completed.
     */
    post: operations["postStoreHypurPaymentSessionsIdRefresh"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/store/hypur/verify": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Whether a phone has a profile and a bank at Hypur
     * @description Nothing of the answer is kept. Without a profile the shopper signs up at `sign_up_url`. A link is texted only to the phone of her own account, at most three times an hour.
     */
    post: operations["postStoreHypurVerify"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/store/payments/providers": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Ways to pay a cart, and which of them work right now */
    get: operations["getStorePaymentsProviders"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export type webhooks = Record<string, never>
export interface components {
  schemas: {
    AeropayBankAccount: {
      bank_name: string
      id: number
      is_chosen: boolean
      last4: string
      name: string
      status: string
    }
    AeropayPayment: {
      /** @description Aeropay's code where it refused */
      code: string | null
      /** @description The same in words for the shopper */
      message: string | null
      /** @description What she can do about it */
      next: ("relink" | "retry") | null
      payment_session_id: string
      /** @enum {string} */
      status: "open" | "sent" | "declined" | "authorized" | "captured" | "canceled" | "expired" | "voided"
    }
    AeropayWallet: {
      /** @description The account that pays, once there is one */
      bank_account_id: number | null
      /** Format: date-time */
      created_at: string
      /**
       * @description `pending` waits for the code that Aeropay sent; `suspended` may not pay for now
       * @enum {string}
       */
      status: "pending" | "active" | "suspended"
    }
    CustomerError: {
      /** @description Stable, for programs: `payments.<what>` or `payments.<service>.<its code>` */
      code: string
      /** @description For shoppers */
      message: string
      /**
       * @description What to offer next: the same again, another provider, linking the bank again, or waiting
       * @enum {string}
       */
      retry: "same" | "other_provider" | "relink" | "later"
    }
    Error: {
      /** @description Stable, for programs */
      code?: string
      message: string
      /** @description Everything that is wrong, at once; with the name of the gate where one spoke */
      reasons?: components["schemas"]["Reason"][]
      /** @description Kind of error, e.g. `invalid_data`; absent where nobody is signed in */
      type?: string
    }
    GateReason: {
      /** @description Stable, for programs: `<plugin>.<what>` */
      code: string
      facts?: {
        [key: string]: unknown
      }
      /** @description Name of the gate that spoke */
      gate: string
      /** @description For people */
      message: string
      /** @enum {string} */
      severity: "warn" | "block"
    }
    HypurPayment: {
      /** @description Major units */
      amount: number
      currency_code: string
      /** Format: date-time */
      expires_at: string
      /** @description Hypur said so to us; the browser's word does not count */
      is_paid: boolean
      payment_session_id: string
      /** @description What the SDK opens */
      request_id: string | null
      sdk: {
        api_version: string
        client_name: string
        client_pub_key: string
        /** @enum {string} */
        environment: "TEST" | "STG" | "PRO"
        products: string[]
        url: string
      }
      /** @enum {string} */
      status:
        | "created"
        | "awaiting_customer"
        | "approved"
        | "settled"
        | "declined"
        | "canceled"
        | "expired"
        | "returned"
        | "represented"
        | "hold"
        | "failed"
    }
    ProviderOffer: {
      /** @description A signed-in customer, a linked bank */
      needs: ("customer" | "wallet")[]
      /**
       * @description At the checkout, or in the shop or at the door
       * @enum {string}
       */
      pays: "now" | "at_handover"
      /** @description For Medusa's payment sessions */
      provider_id: string
      /** @description Why it is not simply available */
      reason: components["schemas"]["CustomerError"] | null
      /** @enum {string} */
      state: "available" | "degraded" | "unavailable"
      title: string
    }
    Reason: {
      /** @description Stable, for programs: `<plugin>.<what>` */
      code: string
      facts?: {
        [key: string]: unknown
      }
      /** @description Name of the gate that spoke */
      gate?: string
      /** @description For people */
      message: string
      /** @enum {string} */
      severity?: "warn" | "block"
    }
    StoreAgeVerification: {
      /** Format: date-time */
      created_at: string
      decided_at: string | null
      /** @description An approval holds until then */
      expires_at: string | null
      id: string
      /** @enum {string} */
      method: "birth_date_review"
      /** @description Why it was rejected, or a note of staff */
      reason: string | null
      /** @enum {string} */
      status: "pending" | "approved" | "rejected" | "expired" | "withdrawn"
    }
  }
  responses: never
  parameters: never
  requestBodies: never
  headers: never
  pathItems: never
}
export type $defs = Record<string, never>
export interface operations {
  getStoreAeropayBankAccounts: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description All of them, five at most */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            bank_accounts: components["schemas"]["AeropayBankAccount"][]
          }
        }
      }
      /** @description Something is wrong; the message names it */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description There is no wallet */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
    }
  }
  postStoreAeropayBankAccounts: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description What the widget answered */
          connection_id: string
        }
      }
    }
    responses: {
      /** @description The bank account */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            bank_account: components["schemas"]["AeropayBankAccount"]
          }
        }
      }
      /** @description Something is wrong; the message names it */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description There is no wallet */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
    }
  }
  postStoreAeropayBankAccountsIdChoose: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": Record<string, never>
      }
    }
    responses: {
      /** @description The bank account */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            bank_account: components["schemas"]["AeropayBankAccount"]
          }
        }
      }
      /** @description Something is wrong; the message names it */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Not found */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
    }
  }
  getStoreAeropayBankLink: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description For the widget */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            bank_link: {
              /** @description For the widget, and short-lived */
              token: string
              /** @description Where the widget is */
              url: string
              /** @description The widget's `aeroPassUserUuid` */
              user_id: string
            }
          }
        }
      }
      /** @description Something is wrong; the message names it */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description There is no wallet */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
    }
  }
  getStoreAeropayPaymentsId: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The payment */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            payment: components["schemas"]["AeropayPayment"]
          }
        }
      }
      /** @description Something is wrong; the message names it */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Not found */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
    }
  }
  getStoreAeropayWallet: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description `null` when there is none */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            wallet: components["schemas"]["AeropayWallet"] | null
          }
        }
      }
      /** @description Something is wrong; the message names it */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
    }
  }
  postStoreAeropayWallet: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** Format: email */
          email: string
          first_name: string
          last_name: string
          /** @description Mobile number, `+1` and ten digits */
          phone: string
        }
      }
    }
    responses: {
      /** @description The wallet, and where the code went */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description Where the code went: `sms`, `email`, or `null` when none is needed */
            mfa_type: string | null
            wallet: components["schemas"]["AeropayWallet"]
          }
        }
      }
      /** @description Aeropay takes no such name or phone, or the phone belongs to somebody else's account. Or: something is wrong; the message names it */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
    }
  }
  deleteStoreAeropayWallet: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Forgotten */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @constant */
            deleted: true
            id: string
            /** @constant */
            object: "aeropay_wallet"
          }
        }
      }
      /** @description Something is wrong; the message names it */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description There is none */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
    }
  }
  postStoreAeropayWalletConfirm: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          code: string
        }
      }
    }
    responses: {
      /** @description The wallet */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            wallet: components["schemas"]["AeropayWallet"] | null
          }
        }
      }
      /** @description The code is wrong, or was entered too often. Or: something is wrong; the message names it */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description There is no wallet */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
    }
  }
  getStoreCartsIdChecks: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description What the gates say */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            checks: {
              /** @description Whether the cart could be completed now */
              allowed: boolean
              reasons: components["schemas"]["GateReason"][]
            }
          }
        }
      }
      /** @description Something is wrong; the message names it */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Not found */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
    }
  }
  postStoreCartsIdPaymentsFailOver: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description For the provider, as in a payment session */
          data?: {
            [key: string]: unknown
          }
          /** @description The shopper's choice. Left out: the next that works */
          provider_id?: string
        }
      }
    }
    responses: {
      /** @description What to do next */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /**
             * @description `switched` complete the cart with its new session · `complete` the payment may have gone through: complete the cart again as it is · `wait` nobody knows yet: ask again · `none` no way to pay is left
             * @enum {string}
             */
            outcome: "switched" | "complete" | "wait" | "none"
            payment_session_id: string | null
            /** @description Where the cart is paid now */
            provider: components["schemas"]["ProviderOffer"] | null
            reason: components["schemas"]["CustomerError"] | null
            retry_after_seconds: number | null
          }
        }
      }
      /** @description The cart has no payment collection. Or: something is wrong; the message names it */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Not found */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
    }
  }
  getStoreCustomersMeAgeVerification: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description `null` when there is none */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            age_verification: components["schemas"]["StoreAgeVerification"] | null
            /** @description Years */
            minimum_age: number
          }
        }
      }
      /** @description Something is wrong; the message names it */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
    }
  }
  postStoreCustomersMeAgeVerification: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Calendar day, `YYYY-MM-DD` */
          birth_date: string
        }
      }
    }
    responses: {
      /** @description The verification that waits, or was approved */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            age_verification: components["schemas"]["StoreAgeVerification"] | null
            /** @description Years */
            minimum_age: number
          }
        }
      }
      /** @description `age-verification.underage`: below the minimum age, kept as a rejection; or a date that cannot be. Or: something is wrong; the message names it */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
    }
  }
  getStoreHypurPaymentSessionsId: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The payment as it is now */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            hypur_payment: components["schemas"]["HypurPayment"]
          }
        }
      }
      /** @description Something is wrong; the message names it */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Not found */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
    }
  }
  postStoreHypurPaymentSessionsIdRefresh: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": Record<string, never>
      }
    }
    responses: {
      /** @description The payment as it is now */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            hypur_payment: components["schemas"]["HypurPayment"]
          }
        }
      }
      /** @description Something is wrong; the message names it */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Not found */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
    }
  }
  postStoreHypurVerify: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Ten digits, written in any way */
          phone: string
          /**
           * @description Hypur texts her a link; only to the phone of her account
           * @default false
           */
          send_sms?: boolean
        }
      }
    }
    responses: {
      /** @description What Hypur knows of the phone */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            has_bank_account: boolean
            has_profile: boolean
            /** @description Where a shopper without a profile makes one */
            sign_up_url: string
            sms_sent: boolean
          }
        }
      }
      /** @description Something is wrong; the message names it */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description Hypur does not answer */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description She was texted often enough */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
    }
  }
  getStorePaymentsProviders: {
    parameters: {
      query: {
        cart_id: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The region's providers */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description Every code that a payment here may fail with, with its sentence */
            errors: components["schemas"]["CustomerError"][]
            /** @description Those first that work, and of them those that pay now */
            payment_providers: components["schemas"]["ProviderOffer"][]
          }
        }
      }
      /** @description Something is wrong; the message names it */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
      /** @description No such cart */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Error"]
        }
      }
    }
  }
}
