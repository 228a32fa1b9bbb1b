import type { GatewayOutcome } from "../../types/gateway"
import { AeropayConnection, type AeropayConnectionOptions, type Send } from "./connection"
import type { AeropayOptions } from "./options"
import { AeropayReports } from "./reports"
import type { TokenCache } from "./tokens"
import {
  answers,
  requests,
  usd,
  type AeropayBankAccount,
  type AeropayPreauth,
  type AeropayRefunds,
  type AeropayReversal,
  type AeropayTransaction,
  type AeropayUserAnswer,
} from "./wire"

type Outcome<T> = Promise<GatewayOutcome<T>>

/** What a payment or a hold needs. `key` is the idempotency key. */
export type AeropayDebit = {
  userId: string
  cents: number
  bankAccountId: number
  referenceId: string
  key: string
}

/** Every operation of Aeropay's v2 API that the shop uses. Amounts are whole cents of US dollars. */
export class AeropayClient {
  readonly reports: AeropayReports
  private readonly connection: AeropayConnection
  private readonly merchantId: number

  constructor(
    options: AeropayConnectionOptions & Partial<Pick<AeropayOptions, "refundsToken">>,
    send?: Send,
    tokens?: TokenCache
  ) {
    this.connection = new AeropayConnection(options, send, tokens)
    this.merchantId = options.merchantId
    this.refundsToken = options.refundsToken ?? "user"
    this.reports = new AeropayReports(this.connection)
  }

  private readonly refundsToken: "user" | "merchant"

  // The wallet

  /** Creates the user, or disconnects a known one; `mfaType` says where the code went. Call it once a customer. */
  createUser(customerId: string, person: { firstName: string; lastName: string; email: string; phoneNumber: string }) {
    const body = requests.user.parse(person)
    const call = { operation: "user", method: "POST", path: "/user", body, key: customerId } as const
    return this.connection.call({ ...call, answer: answers.newUser })
  }

  async confirmUser(userId: string, code: string): Outcome<AeropayUserAnswer> {
    const body = requests.confirmUser.parse({ userId, code, merchantId: this.merchantId })
    const call = { operation: "confirmUser", method: "POST", path: "/confirmUser", body, key: userId } as const
    return pick(await this.connection.call({ ...call, answer: answers.user }), ({ user }) => user)
  }

  async retrieveUser(user: string): Outcome<AeropayUserAnswer> {
    const call = { operation: "user", method: "GET", path: "/user", user, key: user, isRead: true } as const
    return pick(await this.connection.call({ ...call, answer: answers.user }), ({ user }) => user)
  }

  /** What the bank widget needs to start. */
  aggregatorCredentials(user: string) {
    const path = "/aggregatorCredentials?aggregator=aerosync"
    const call = { operation: "aggregatorCredentials", method: "GET", path, user, key: user, isRead: true } as const
    return this.connection.call({ ...call, answer: answers.credentials })
  }

  async linkAccount(user: string, connectionId: string): Outcome<AeropayBankAccount> {
    const body = requests.linkAccountFromAggregator.parse({ connectionId, aggregator: "aerosync" })
    const operation = "linkAccountFromAggregator"
    const call = { operation, method: "POST", path: `/${operation}`, body, user, key: user } as const
    const outcome = await this.connection.call({ ...call, answer: answers.linked })
    return pick(outcome, ({ userBankInfo }) => userBankInfo)
  }

  async listAccounts(user: string): Outcome<AeropayBankAccount[]> {
    const call = {
      operation: "bankAccounts",
      method: "GET",
      path: "/bankAccounts",
      user,
      key: user,
      isRead: true,
    } as const
    return pick(await this.connection.call({ ...call, answer: answers.accounts }), ({ bankAccounts }) => bankAccounts)
  }

  async selectAccount(user: string, bankAccountId: number): Outcome<AeropayBankAccount> {
    const path = `/userBankAccount/${bankAccountId}`
    const call = { operation: "userBankAccount", method: "PATCH", path, user, key: user } as const
    return pick(await this.connection.call({ ...call, answer: answers.account }), ({ bankAccount }) => bankAccount)
  }

  // Money

  /** Takes the money at once. `pending` is an approval. */
  async sale({ userId, cents, bankAccountId, referenceId, key }: AeropayDebit): Outcome<AeropayTransaction> {
    const amount = usd(cents)
    const body = requests.transaction.parse({ merchantId: this.merchantId, amount, bankAccountId, referenceId })
    const call = { operation: "transaction", method: "POST", path: "/transaction", body, user: userId, key } as const
    const outcome = await this.connection.call({ ...call, isIdempotent: true, answer: answers.transaction })
    return pick(outcome, ({ transaction }) => transaction)
  }

  /** Holds the money. */
  async preauth({ userId, cents, bankAccountId, referenceId, key }: AeropayDebit): Outcome<AeropayPreauth> {
    const amount = usd(cents)
    const body = requests.preauthTransaction.parse({ merchantId: this.merchantId, amount, bankAccountId, referenceId })
    const operation = "preauthTransaction"
    const call = { operation, method: "POST", path: `/${operation}`, body, user: userId, key } as const
    const outcome = await this.connection.call({ ...call, isIdempotent: true, answer: answers.preauth })
    return pick(outcome, ({ transaction }) => transaction)
  }

  async retrievePreauth(id: string): Outcome<AeropayPreauth> {
    return await this.ofPreauth("GET", "preauthTransaction", id)
  }

  /** Holds less than before. */
  async updatePreauth(id: string, cents: number): Outcome<AeropayPreauth> {
    const body = requests.updatePreauthTransaction.parse({ amount: usd(cents) })
    return await this.ofPreauth("PATCH", "updatePreauthTransaction", id, body)
  }

  async cancelPreauth(id: string): Outcome<AeropayPreauth> {
    return await this.ofPreauth("DELETE", "cancelPreauthTransaction", id)
  }

  /**
   * Takes what is held. There is no idempotency key: look at the hold first, and after an answer that was not heard. The
   * id that is answered may be the hold's own instead of the new transaction's.
   */
  async capturePreauth(id: string): Outcome<AeropayTransaction> {
    const body = requests.capturePreauthTransaction.parse({ id })
    const operation = "capturePreauthTransaction"
    const call = { operation, method: "POST", path: `/${operation}`, body, key: `capture:${id}` } as const
    const outcome = await this.connection.call({ ...call, answer: answers.transaction })
    return pick(outcome, ({ transaction }) => transaction)
  }

  async retrieveTransaction(id: string): Outcome<AeropayTransaction> {
    const path = `/transaction/${encodeURIComponent(id)}`
    const call = { operation: "transaction", method: "GET", path, key: id, isRead: true } as const
    return pick(await this.connection.call({ ...call, answer: answers.transaction }), ({ transaction }) => transaction)
  }

  /** What was done under an idempotency key of a sale; `null` when Aeropay knows of nothing (any more). */
  async findByKey(key: string): Outcome<AeropayTransaction | null> {
    const path = `/transaction/idempotency/${encodeURIComponent(key)}`
    const call = { operation: "idempotency", method: "GET", path, key, isRead: true } as const
    const outcome = await this.connection.call({ ...call, answer: answers.transaction.partial() })
    return pick(outcome, ({ transaction }) => transaction ?? null)
  }

  /** Voids or gives back, whichever the time of day makes it. `uuid` becomes the id of what is given back. */
  reverse(input: {
    transactionId: string
    cents: number
    uuid: string
    referenceId: string
    key: string
  }): Outcome<AeropayReversal> {
    const { transactionId: id, cents, uuid, referenceId, key } = input
    const body = requests.reverseTransaction.parse({ id, amount: usd(cents), uuid, referenceId })
    const operation = "reverseTransaction"
    const call = { operation, method: "POST", path: `/${operation}`, body, key, isIdempotent: true } as const
    return this.connection.call({ ...call, answer: answers.reversed })
  }

  listRefunds(transactionId: string, userId: string): Outcome<AeropayRefunds> {
    const path = `/transaction/${encodeURIComponent(transactionId)}/refunds`
    const user = this.refundsToken === "user" ? userId : undefined
    const call = { operation: "refunds", method: "GET", path, user, key: transactionId, isRead: true } as const
    return this.connection.call({ ...call, answer: answers.refunds })
  }

  /** Sends money to a shopper. Nothing can take it back. */
  async payout(input: {
    userId: string
    cents: number
    referenceId: string
    key: string
  }): Outcome<AeropayTransaction> {
    const { userId, cents, referenceId, key } = input
    const amount = usd(cents)
    const body = requests.payoutTransaction.parse({ userId, merchantId: this.merchantId, amount, referenceId })
    const operation = "payoutTransaction"
    const call = { operation, method: "POST", path: `/${operation}`, body, key, isIdempotent: true } as const
    const outcome = await this.connection.call({ ...call, answer: answers.transaction })
    return pick(outcome, ({ transaction }) => transaction)
  }

  /** Sends a link to pay by text message or e-mail, at once and for good. */
  sendPaymentLink(input: { phone?: string; email?: string; cents?: number; referenceId: string; preauth?: boolean }) {
    const { phone, email, cents, referenceId, preauth } = input
    const body = requests.paymentLink.parse({
      merchantId: String(this.merchantId),
      ...(phone ? { phone } : { email }),
      referenceId,
      ...(cents !== undefined && { amount: usd(cents) }),
      ...(preauth && { paymentType: "preauth" }),
    })
    const call = { operation: "paymentLink", method: "POST", path: "/paymentLink", body, key: referenceId } as const
    return this.connection.call({ ...call, answer: answers.paymentLink })
  }

  // Webhooks

  /** Shown once; what becomes of the key before is not documented. */
  async createSigningKey(): Outcome<string> {
    const operation = "createWebhookSigningKey"
    const call = { operation, method: "POST", path: `/${operation}`, body: {}, key: "merchant" } as const
    return pick(await this.connection.call({ ...call, answer: answers.signingKey }), ({ signingKey }) => signingKey)
  }

  subscribe(topic: string, url: string) {
    const body = requests.webhook.parse({ topic, url })
    const call = { operation: "webhook", method: "POST", path: "/webhook", body, key: topic } as const
    return this.connection.call({ ...call, answer: answers.webhook })
  }

  listSubscriptions() {
    const call = { operation: "webhook", method: "GET", path: "/webhook", key: "merchant", isRead: true } as const
    return this.connection.call({ ...call, answer: answers.webhooks })
  }

  unsubscribe(topic: string) {
    const path = `/webhook?topic=${encodeURIComponent(topic)}`
    const call = { operation: "deleteWebhook", method: "DELETE", path, key: topic } as const
    return this.connection.call({ ...call, answer: answers.webhooks })
  }

  private async ofPreauth(method: "GET" | "PATCH" | "DELETE", operation: string, id: string, body?: unknown) {
    const path = `/preauthTransaction/${encodeURIComponent(id)}`
    const call = { operation, method, path, body, key: id, isRead: method === "GET" }
    return pick(await this.connection.call({ ...call, answer: answers.preauth }), ({ transaction }) => transaction)
  }
}

export function pick<T, R>(outcome: GatewayOutcome<T>, read: (value: T) => R): GatewayOutcome<R> {
  return outcome.ok ? { ...outcome, value: read(outcome.value) } : outcome
}
