import type { z } from "@medusajs/framework/zod"
import { Shelf } from "../frame/shelf"
import type { PaymentLinkAnswer, ReputationAnswer, ReputationsAnswer, TipsAnswer } from "./answers"
import type { Operation } from "./api"
import { plainOf } from "./calendar"
import { assertMerchant } from "./checks"
import { ApProblem, missing, read } from "./errors"
import { isUuid, type Ids } from "./ids"
import { money } from "./money"
import { PaymentLinkRequest, ReputationRequest } from "./schemas"
import { REPUTATIONS } from "./users"
import type { World } from "./world"

export type PaymentLink = {
  id: number
  to: string
  channel: "phone" | "email"
  cents: number | null
  referenceId: string | null
  userId: string | null
  paymentType: string | null
  createdAt: number
}

/** Links that would be sent by text message or e-mail. Nothing is sent, and they have no page. */
export class PaymentLinks {
  #links: Shelf<PaymentLink>

  constructor(
    private readonly ids: Ids,
    kept: number
  ) {
    this.#links = new Shelf(kept)
  }

  add(link: Omit<PaymentLink, "id">) {
    const id = this.ids.next("payment link")
    this.#links.put(id, { id, ...link })
  }

  get shelf() {
    return this.#links
  }

  reset() {
    this.#links.clear()
  }
}

/** Payment links, reputations and the settings of tips. */
export const merchantOperations = (world: World): Operation[] => [
  { method: "post", path: "/paymentLink", token: "merchant", act: ({ body, at }) => sendLink(world, body, at) },
  {
    method: "get",
    path: "/merchantReputation",
    token: "merchant",
    act: ({ query }) => reputation(world, query.userId),
  },
  { method: "post", path: "/merchantReputation", token: "merchant", act: ({ body, at }) => rate(world, body, at) },
  {
    method: "get",
    path: "/merchant/tipConfiguration",
    token: "merchant",
    wrongToken: () => new ApProblem("AP101", { message: "A merchant-scoped token is required." }),
    act: () => ({ tipConfiguration: TIPS[world.switches.tips] }) satisfies z.input<typeof TipsAnswer>,
  },
]

const TIPS: Record<World["switches"]["tips"], z.input<typeof TipsAnswer>["tipConfiguration"]> = {
  off: { enabled: false },
  percentages: {
    enabled: true,
    options: [15, 20, 25].map((value) => ({ type: "percentage" as const, value })),
    defaultValue: null,
    customTipEnabled: true,
  },
  mixed: {
    enabled: true,
    options: [
      { type: "flat", value: money(500) },
      { type: "percentage", value: 12.5 },
    ],
    defaultValue: null,
    customTipEnabled: false,
  },
}

function sendLink(world: World, body: unknown, at: number): z.input<typeof PaymentLinkAnswer> {
  const request = read(PaymentLinkRequest, body)
  const { phone, email, referenceId, amount, userId, paymentType, merchantLocationId: location } = request
  if (!phone && !email) {
    throw missing("phone/email")
  }
  assertMerchant(world, request.merchantId)
  if (location !== undefined && String(location) !== String(world.credentials.locationId)) {
    throw isUuid(location)
      ? new ApProblem("AP208")
      : new ApProblem("AP204", { message: `Location ${location} not for merchant.` })
  }
  if (amount && amount.amount <= 0) {
    throw new ApProblem("AP308", { assumed: true })
  }
  world.declines.check("link", { cents: amount?.amount, referenceId })
  world.links.add({
    to: (phone ?? email)!,
    channel: phone ? "phone" : "email",
    cents: amount?.amount ?? null,
    referenceId: referenceId ?? null,
    userId: userId ?? null,
    paymentType: paymentType ?? null,
    createdAt: at,
  })
  return { message: "Payment Link send request successful", ...(referenceId !== undefined && { referenceId }) }
}

function reputation({ users, credentials }: World, userId: unknown): z.input<typeof ReputationAnswer> {
  if (!isUuid(userId)) {
    throw missing("user_id")
  }
  const user = users.get(userId)
  if (!user) {
    throw new ApProblem("AP113", { assumed: true })
  }
  return {
    merchantId: String(credentials.merchantId),
    dateModified: user.reputationAt === null ? null : plainOf(user.reputationAt),
    paging: null,
    userId: user.id,
    userReputation: user.reputation,
  }
}

/** All of them or none. The webhook's shape is not documented beyond being a list of users. */
function rate(world: World, body: unknown, at: number): z.input<typeof ReputationsAnswer> {
  const { users, webhooks } = world
  const { merchantId, userReputations } = read(ReputationRequest, body)
  assertMerchant(world, merchantId)
  const rated = userReputations.map(({ userId, reputation: value }) => {
    if (!REPUTATIONS[value]) {
      throw missing(`Invalid userReputations value: reputation value ${value} does not exist`)
    }
    const user = users.get(userId)
    if (!user) {
      throw new ApProblem("AP103")
    }
    return { user, value }
  })
  rated.forEach(({ user, value }) => Object.assign(user, { reputation: value, reputationAt: at }))
  const changed = rated.map(({ user, value }) => ({ userId: user.id, reputation: value }))
  webhooks.announce("merchant_reputation_updated", { users: changed }, at)
  return { userReputations: changed }
}
