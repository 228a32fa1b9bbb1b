import { KEPT, type PageQuery, type SandboxFrame } from "../frame/service"
import { Shelf } from "../frame/shelf"

/** Words of the report kinds and pages that are public; which word a request carries when is assumed. */
export const STATUSES = {
  awaiting: "AwaitingCustomer",
  approved: "Approved",
  settled: "Settled",
  declined: "Declined",
  canceled: "Canceled",
  expired: "Expired",
  returned: "Returned",
  represented: "RePresented",
} as const

export type RequestStatus = keyof typeof STATUSES

export type Refund = { id: string; cents: number; status: "Refunded" | "RefundPending"; created_at: string }

export type PaymentRequest = {
  id: string
  status: RequestStatus
  /** Says this instead of the word of `status`, to see what the shop makes of one it does not know. */
  said: string | null
  cents: number
  /** The non-cash assessment fee that the consumer pays on top. */
  fee_cents: number
  tip_cents: number
  refunds: Refund[]
  paid_out: boolean
  reference: string | null
  buyer: string
  created_at: string
  expires_at: string
  updated_at: string
}

/** Which act leads where. A return may be collected again, and come back again. */
const NEXT: Record<RequestStatus, RequestStatus[]> = {
  awaiting: ["approved", "declined", "expired", "canceled"],
  approved: ["settled", "canceled", "returned"],
  settled: ["returned"],
  returned: ["represented"],
  represented: ["settled", "returned"],
  declined: [],
  canceled: [],
  expired: [],
}

/** Money of the consumer has moved, or will with the next batch. */
const TAKEN: RequestStatus[] = ["approved", "settled", "returned", "represented"]
const LIFE_MS = 15 * 60_000

export const refundedCents = ({ refunds }: PaymentRequest) => refunds.reduce((sum, { cents }) => sum + cents, 0)
export const takenCents = ({ status, cents, tip_cents: tip }: PaymentRequest) =>
  TAKEN.includes(status) ? cents + tip : 0

/** All payment requests. No idempotency is known, so there is none: the same order sent twice makes two requests. */
export class RequestBook {
  #requests = new Shelf<PaymentRequest>(KEPT)
  #lastId = 0
  #lastRefund = 0
  #listeners = new Set<(request: PaymentRequest) => void>()
  /** Whether a refund waits for the next batch. */
  refundsWait = false

  constructor(private readonly frame: SandboxFrame) {}

  create(input: Pick<PaymentRequest, "cents" | "reference" | "buyer">): PaymentRequest {
    const now = this.#now()
    const request: PaymentRequest = {
      ...input,
      id: `HPR-${1_000_000 + ++this.#lastId}`,
      status: "awaiting",
      said: null,
      fee_cents: 0,
      tip_cents: 0,
      refunds: [],
      paid_out: false,
      created_at: now,
      updated_at: now,
      expires_at: new Date(Date.parse(now) + LIFE_MS).toISOString(),
    }
    this.#requests.put(request.id, request)
    this.frame.timers.after(LIFE_MS, () => {
      if (this.get(request.id) === request && request.status === "awaiting") {
        this.move(request, "expired")
      }
    })
    return request
  }

  get = (id: string) => this.#requests.get(id)
  newestFirst = () => this.#requests.newestFirst()
  page = (query: PageQuery, matches?: (request: PaymentRequest) => boolean) => this.#requests.page(query, matches)
  next = ({ status }: PaymentRequest) => NEXT[status]

  move(request: PaymentRequest, status: RequestStatus) {
    request.status = status
    request.said = null
    this.changed(request)
  }

  refund(request: PaymentRequest, cents: number): Refund {
    const status = this.refundsWait ? ("RefundPending" as const) : ("Refunded" as const)
    const refund = { id: `HPF-${1_000_000 + ++this.#lastRefund}`, cents, status, created_at: this.#now() }
    request.refunds.push(refund)
    this.changed(request)
    return refund
  }

  changed(request: PaymentRequest) {
    request.updated_at = this.#now()
    this.#listeners.forEach((listener) => listener(request))
  }

  onChange(listener: (request: PaymentRequest) => void) {
    this.#listeners.add(listener)
  }

  /** What consumers paid and got back, in cents; the fee is not the shop's. */
  books() {
    const all = this.newestFirst()
    const sum = (of: (request: PaymentRequest) => number) => all.reduce((total, request) => total + of(request), 0)
    return { taken_cents: sum(takenCents), refunded_cents: sum(refundedCents), fee_cents: sum((one) => one.fee_cents) }
  }

  reset() {
    this.#requests.clear()
    this.#lastId = 0
    this.#lastRefund = 0
    this.refundsWait = false
  }

  #now = () => this.frame.clock.now().toISOString()
}
