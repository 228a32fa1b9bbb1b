import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils"
import { createPaymentSessionsWorkflow } from "@medusajs/medusa/core-flows"
import { ledgerService } from "../ledger/ledger-service"
import { resolveSubjects } from "../ledger/subjects"
import { paymentInternals } from "../refunds/medusa-refund"
import { offersFor, type ProviderOffer } from "./availability"
import { chooseNext, type Tries } from "./choose-next"
import { customerError, type CustomerError } from "./customer-errors"
import { mayHaveTaken } from "./may-have-taken"
import { profileOf } from "./profiles"

export type FailOverInput = { cart_id: string; provider_id?: string; data?: Record<string, unknown> }

/**
 * `switched` the cart has a payment session at `provider` now: complete it · `complete` the payment may have gone
 * through: complete it again as it is · `wait` nobody knows yet: ask again later · `none` no way to pay is left
 */
export type FailOverResult = {
  outcome: "switched" | "complete" | "wait" | "none"
  provider: ProviderOffer | null
  payment_session_id: string | null
  retry_after_seconds: number | null
  reason: CustomerError | null
}

const WAIT_SECONDS = 5
/** Medusa makes the order of what it holds already; another session would charge twice. */
const GOES_ON = ["authorized", "captured", "pending_authorization"]

const answer = (outcome: FailOverResult["outcome"], more: Partial<FailOverResult> = {}): FailOverResult => ({
  outcome,
  provider: null,
  payment_session_id: null,
  retry_after_seconds: null,
  reason: null,
  ...more,
})

/**
 * Gives a cart whose payment failed another way to pay. The session that failed is looked up first: while money may have
 * moved under it nothing is switched. Callers hold the cart's lock, as Medusa's completion does.
 */
export async function failOver(container: MedusaContainer, input: FailOverInput): Promise<FailOverResult> {
  const cart = await loadCart(container, input.cart_id)
  if (cart.completed_at || cart.order_id) {
    return answer("complete")
  }
  const sessions: any[] = cart.payment_collection.payment_sessions ?? []
  for (const session of sessions) {
    const taken = GOES_ON.includes(session.status) || session.payment ? "yes" : await mayHaveTaken(container, session)
    if (taken === "yes") {
      return answer("complete", { payment_session_id: session.id })
    }
    if (taken === "unknown") {
      return answer("wait", { retry_after_seconds: WAIT_SECONDS, reason: customerError("unknown") })
    }
  }
  const tries = await triesOf(container, cart.payment_collection.id)
  const open = await offersFor(container, cart)
  if (!chooseNext(open, tries, input.provider_id)) {
    return answer("none", { reason: customerError("unsupported") })
  }
  await Promise.all(sessions.map((session) => drop(container, session)))
  return await switchTo(container, cart, open, tries, input)
}

/** The first provider that lets itself be asked. One that refuses its session is not asked again this time. */
async function switchTo(
  container: MedusaContainer,
  cart: any,
  offers: ProviderOffer[],
  tries: Tries,
  { provider_id: wanted, data }: FailOverInput
): Promise<FailOverResult> {
  let open = offers
  for (let next = chooseNext(open, tries, wanted); next; next = chooseNext(open, tries)) {
    const refused = next.provider_id
    try {
      // What the shopper entered was meant for the first choice.
      const session = await create(container, cart, next, open === offers ? data : undefined)
      return answer("switched", { provider: next, payment_session_id: session.id })
    } catch (error) {
      const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
      logger.warn(`payments: ${refused} refused a session of the cart ${cart.id}: ${(error as Error).message}`)
      open = open.filter(({ provider_id }) => provider_id !== refused)
    }
  }
  return answer("none", { reason: customerError("unsupported") })
}

async function loadCart(container: MedusaContainer, id: string): Promise<any> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: [
      "id",
      "region_id",
      "customer_id",
      "completed_at",
      "order.id",
      "payment_collection.id",
      "payment_collection.payment_sessions.*",
      "payment_collection.payment_sessions.payment.id",
    ],
    filters: { id },
  })
  const cart: any = data[0]
  if (!cart) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Cart with id: ${id} was not found`)
  }
  if (!cart.payment_collection) {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `The cart ${id} has no payment yet: make a payment collection`)
  }
  return { ...cart, order_id: cart.order?.id ?? null }
}

/** What was tried for this payment collection before, also under sessions that are gone. */
async function triesOf(container: MedusaContainer, collectionId: string): Promise<Tries> {
  // Links the sessions of now to the collection: once they are deleted, only our own note knows.
  await resolveSubjects(container, { payment_collection_id: [collectionId] })
  const service = ledgerService(container)
  const subjects = await service.listPaymentSubjects({ payment_collection_id: collectionId }, { take: 100 })
  const entries = await service.entriesOf(subjects.map(({ payment_session_id }) => payment_session_id))
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "payment_provider", fields: ["id"] })
  const tries: Tries = {}
  for (const { id } of data as { id: string }[]) {
    const { gateway } = profileOf(id)
    const own = entries.filter(
      ({ provider, kind }) => provider === gateway && ["authorization", "capture"].includes(kind)
    )
    const count = (outcome: string) => own.filter((entry) => entry.outcome === outcome).length
    tries[id] = { failed: count("failed"), declined: count("declined") }
  }
  return tries
}

/** Nothing happened under it. Where the service cannot hear of that, our own row goes all the same. */
async function drop(container: MedusaContainer, session: { id: string }) {
  const payments = container.resolve(Modules.PAYMENT)
  try {
    await payments.deletePaymentSession(session.id)
  } catch {
    await paymentInternals(container).paymentSessionService_.delete(session.id)
  }
}

async function create(container: MedusaContainer, cart: any, { provider_id }: ProviderOffer, data?: object) {
  const { result } = await createPaymentSessionsWorkflow(container).run({
    input: {
      payment_collection_id: cart.payment_collection.id,
      provider_id,
      customer_id: cart.customer_id ?? undefined,
      data: data as Record<string, unknown> | undefined,
    },
  })
  return result as { id: string }
}
