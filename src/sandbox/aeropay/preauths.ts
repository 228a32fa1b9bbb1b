import type { z } from "@medusajs/framework/zod"
import { Shelf } from "../frame/shelf"
import type { PreauthFields } from "./answers"
import { isoOf } from "./calendar"
import { money } from "./money"
import type { Attributes } from "./schemas"
import { presentAttributes } from "./transaction-answers"
import { nameOf } from "./users"
import type { World } from "./world"

const DAY_MS = 86_400_000

export type PreauthStatus = "pending" | "live" | "canceled" | "completed" | "expired"

export type Preauth = {
  id: string
  /** `expired` is never stored: it follows from the clock. */
  status: Exclude<PreauthStatus, "expired">
  cents: number
  tipCents: number
  /** What the bank agreed to; an update may not exceed it. */
  authorizedCents: number
  userId: string
  accountId: number
  referenceId?: string
  attributes?: Attributes
  createdAt: number
  expiresAt: number
  transactionId: string | null
}

export type PreauthInput = Pick<Preauth, "cents" | "tipCents" | "userId" | "accountId" | "referenceId" | "attributes">

/** Authorisations: held until captured, cancelled or expired. There is no webhook for any of these. */
export class Preauths {
  #preauths: Shelf<Preauth>

  constructor(
    private readonly world: World,
    kept: number
  ) {
    this.#preauths = new Shelf(kept)
  }

  create(input: PreauthInput, at: number): Preauth {
    const { ids, switches } = this.world
    const preauth: Preauth = {
      ...input,
      id: ids.uuid("preauth"),
      status: switches.preauth_approval === "instant" ? "live" : "pending",
      authorizedCents: input.cents,
      createdAt: at,
      expiresAt: at + switches.preauth_days * DAY_MS,
      transactionId: null,
    }
    this.#preauths.put(preauth.id, preauth)
    this.world.webhooks.announce("preauthorized_transaction_created", this.present(preauth), at)
    return preauth
  }

  statusOf(preauth: Preauth): PreauthStatus {
    const isOpen = preauth.status === "live" || preauth.status === "pending"
    return isOpen && preauth.expiresAt <= this.world.now() ? "expired" : preauth.status
  }

  present(preauth: Preauth): z.input<typeof PreauthFields> {
    const user = this.world.users.get(preauth.userId)
    return {
      id: preauth.id,
      amount: money(preauth.cents),
      status: this.statusOf(preauth),
      userId: preauth.userId,
      ...(preauth.referenceId !== undefined && { referenceId: preauth.referenceId }),
      description: "Online Transaction",
      attributes: preauth.attributes
        ? (presentAttributes(preauth.attributes, "object") as Record<string, unknown>)
        : {},
      createdDate: isoOf(preauth.createdAt),
      expiryDate: isoOf(preauth.expiresAt),
      userName: user ? nameOf(user) : "",
      userEmail: user?.email ?? "",
      merchantId: this.world.credentials.merchantId,
      userAccountId: preauth.accountId,
      locationId: this.world.credentials.locationId,
    }
  }

  get = (id: string) => this.#preauths.get(id.toLowerCase())

  get shelf() {
    return this.#preauths
  }

  reset() {
    this.#preauths.clear()
  }
}
