import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import type { HttpSuite } from "./suite"

export const FAKE_PROVIDER = "pp_aeropay_fake"

/** What goes wrong with the next matching call; `after`: the bank did it, and its answer was lost. */
export type FakeFault = "decline" | "before" | "after" | "outage"
type Operation = "initiate" | "authorize" | "capture" | "refund"

type Charge = { session: string; authorized: number; captured: number; refunds: Map<string, Refund> }
type Refund = { cents: number; state: "succeeded" | "pending" | "failed" }

/**
 * A bank in memory behind a payment provider of its own, registered in a running store: what specs need where the
 * service itself does not matter. Its books are the truth that Medusa and the ledger are held against.
 */
export class FakePayments {
  readonly charges = new Map<string, Charge>()
  private readonly faults: { operation: Operation; fault: FakeFault }[] = []
  /** Refunds are accepted and come true later. */
  isSlow = false
  /** Decides what goes wrong with each call, e.g. by a seeded mix. */
  chaos: (operation: Operation) => FakeFault | undefined = () => undefined
  calls: Record<Operation, number> = { initiate: 0, authorize: 0, capture: 0, refund: 0 }

  constructor(private readonly suite: HttpSuite) {}

  next(operation: Operation, fault: FakeFault, times = 1) {
    this.faults.push(...Array.from({ length: times }, () => ({ operation, fault })))
  }

  forgetFaults() {
    this.faults.length = 0
  }

  /** Given back at the bank, and captured there, in cents. */
  booksOf(sessionId: string) {
    const charge = this.charges.get(sessionId)
    const refunds = [...(charge?.refunds.values() ?? [])].filter(({ state }) => state !== "failed")
    return {
      authorized: charge?.authorized ?? 0,
      captured: charge?.captured ?? 0,
      refunded: refunds.reduce((sum, { cents }) => sum + cents, 0),
      refunds: refunds.length,
    }
  }

  /** Puts the provider into the running store: Medusa's container, its table, and every region. */
  async register(profile: Record<string, unknown> = {}) {
    const container = this.suite.container()
    const providers = (container.resolve(Modules.PAYMENT) as any).paymentProviderService_
    const original = providers.retrieveProvider.bind(providers)
    providers.retrieveProvider = (id: string) => (id === FAKE_PROVIDER ? this.provider() : original(id))
    await this.suite.db().query("INSERT INTO payment_provider (id, is_enabled) VALUES ($1, true)", [FAKE_PROVIDER])
    const { rows } = await this.suite.db().query("SELECT id FROM region WHERE deleted_at IS NULL")
    for (const { id } of rows) {
      await container.resolve("link" as never as "link").create({
        [Modules.REGION]: { region_id: id },
        [Modules.PAYMENT]: { payment_provider_id: FAKE_PROVIDER },
      } as never)
    }
    built("lib/providers/profiles").registerProviderProfile({
      provider_id: FAKE_PROVIDER,
      gateway: "aeropay",
      title: "Pay by bank",
      pays: "now",
      needs: [],
      capture: "partial",
      refund: "partial",
      repeats_refunds: true,
      ...profile,
    })
  }

  /** The bank's later word about refunds that it had only accepted; the service tells us, the books hear it. */
  async finish(sessionId: string, state: "succeeded" | "failed") {
    for (const [key, refund] of this.charges.get(sessionId)!.refunds) {
      if (refund.state === "pending") {
        refund.state = state
        await this.record(sessionId, "refund", `refund:${key}`, state, refund.cents, { refund_id: key, source: "told" })
      }
    }
  }

  private provider() {
    const session = (input: any) => String(input.data?.session_id ?? input.context?.idempotency_key)
    const cents = (amount: any) => Math.round(Number(amount?.value ?? amount?.numeric ?? amount) * 100)
    return {
      initiatePayment: async ({ amount, data }: any) => {
        await this.act("initiate", data.session_id, async () => undefined, false)
        return { id: data.session_id, data: { session_id: data.session_id, cents: cents(amount) } }
      },
      updatePayment: async ({ amount, data }: any) => ({ data: { ...data, cents: cents(amount) } }),
      deletePayment: async ({ data }: any) => ({ data }),
      createAccountHolder: async () => ({}),
      authorizePayment: async (input: any) => await this.authorize(session(input), input),
      capturePayment: async (input: any) => {
        const charge = this.charges.get(session(input))!
        const amount = input.data.capture_cents ?? charge.authorized
        await this.act("capture", session(input), async () => void (charge.captured = amount))
        await this.record(session(input), "capture", `capture:${session(input)}`, "succeeded", amount)
        return { data: input.data }
      },
      refundPayment: async (input: any) => await this.refund(session(input), input, cents(input.amount)),
      cancelPayment: async ({ data }: any) => ({ data }),
      retrievePayment: async ({ data }: any) => ({ data }),
      getPaymentStatus: async (input: any) => {
        if (this.chaos("authorize") === "outage") {
          throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, "The bank does not answer")
        }
        return { status: this.charges.has(session(input)) ? "authorized" : "pending", data: input.data }
      },
      getWebhookActionAndData: async () => ({ action: "not_supported" }),
    }
  }

  private async authorize(id: string, { data }: any) {
    const make = async () =>
      void this.charges.set(
        id,
        this.charges.get(id) ?? { session: id, authorized: data.cents, captured: 0, refunds: new Map() }
      )
    try {
      await this.act("authorize", id, make)
    } catch (error) {
      const outcome = (error as { lost?: boolean }).lost ? "unknown" : (error as any).declined ? "declined" : "failed"
      const key = `attempt:${id}:${this.calls.authorize}`
      await this.record(id, "authorization", key, outcome, data.cents)
      if (outcome === "unknown") {
        return { status: "pending_authorization", data }
      }
      // As the real ones answer: Medusa then says so with the cart, and the shopper may pay in another way.
      if (outcome === "declined") {
        return { status: "error", data }
      }
      throw error
    }
    await this.record(id, "authorization", `authorization:${id}`, "succeeded", data.cents)
    return { status: "authorized", data }
  }

  private async refund(id: string, { data, context }: any, cents: number) {
    const key = context.idempotency_key as string
    const charge = this.charges.get(id)!
    const known = charge.refunds.get(key)
    try {
      if (!known) {
        await this.act("refund", id, async () => {
          if (this.booksOf(id).refunded + cents > charge.captured) {
            throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "The bank gives back no more than it took")
          }
          charge.refunds.set(key, { cents, state: this.isSlow ? "pending" : "succeeded" })
        })
      }
    } catch (error) {
      const outcome = (error as { lost?: boolean }).lost ? "unknown" : "failed"
      await this.record(id, "refund", `attempt:${key}:${this.calls.refund}`, outcome, cents, { refund_id: key })
      throw error
    }
    const { state } = charge.refunds.get(key)!
    await this.record(id, "refund", `refund:${key}`, state, cents, { refund_id: key })
    return { data }
  }

  /** Does it at the bank unless something goes wrong. */
  private async act(operation: Operation, _id: string, work: () => Promise<void>, hasChaos = true) {
    this.calls[operation]++
    const planned = this.faults.findIndex((fault) => fault.operation === operation)
    const fault = planned >= 0 ? this.faults.splice(planned, 1)[0].fault : hasChaos ? this.chaos(operation) : undefined
    if (fault === "decline") {
      throw Object.assign(new MedusaError(MedusaError.Types.NOT_ALLOWED, "The bank said no"), { declined: true })
    }
    if (fault === "outage") {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "The bank cannot be reached; nothing happened")
    }
    if (fault !== "before") {
      await work()
    }
    if (fault) {
      const lost = new MedusaError(MedusaError.Types.UNEXPECTED_STATE, "The bank's answer was not heard")
      throw Object.assign(lost, { lost: true })
    }
  }

  private async record(
    id: string,
    kind: string,
    key: string,
    outcome: string,
    amount_cents: number,
    more: Record<string, unknown> = {}
  ) {
    const container = this.suite.container()
    const entry = { key, kind, outcome, amount_cents, provider: "aeropay", source: "asked", operation: kind }
    const rest = { currency_code: "usd", payment_session_id: id, occurred_at: new Date(), ...more }
    await built("lib/ledger/record-entries").recordEntries(
      built("lib/ledger/ledger-service").ledgerService(container),
      [{ ...entry, ...rest }]
    )
  }
}

/** A file of the built plugin: the running store has that one, with its registries. */
export const built = (file: string) => {
  const find = createRequire(__filename)
  return find(join(dirname(find.resolve("@rise-via/payments/package.json")), ".medusa/server/src", file))
}
