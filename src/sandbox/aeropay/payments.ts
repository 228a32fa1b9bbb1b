import type { z } from "@medusajs/framework/zod"
import type { NewTransactionAnswer, TransactionAnswer } from "./answers"
import { assumed, type Operation } from "./api"
import { assertDebit, assertMerchant, assertTip } from "./checks"
import { ApProblem, read } from "./errors"
import { PaymentRequest, PayoutRequest, SCENARIOS } from "./schemas"
import { presentKnown, presentNew } from "./transaction-answers"
import { withTip } from "./transactions"
import type { World } from "./world"

/** Payments at once, payouts, and looking at one transaction. */
export const paymentOperations = (world: World): Operation[] => [
  { method: "post", path: "/transaction", token: "user", isIdempotent: true, act: (call) => pay(world, call) },
  {
    method: "post",
    path: "/payoutTransaction",
    token: "merchant",
    isIdempotent: true,
    act: (call) => payOut(world, call),
  },
  {
    method: "get",
    path: "/transaction/:id",
    token: "merchant",
    act: ({ params }) => {
      const transaction = world.transactions.get(params.id)
      if (!transaction) {
        throw new ApProblem("ApError", { message: `Transaction ${params.id.slice(0, 64)} not found` })
      }
      return {
        transaction: presentKnown(transaction, world.switches.attributes_as),
      } satisfies z.input<typeof TransactionAnswer>
    },
  },
]

type Act = Parameters<Operation["act"]>[0]

function pay(world: World, { body, user, at }: Act) {
  const { transactions, switches } = world
  const request = read(PaymentRequest, body)
  const { referenceId, attributes, rtp } = request
  assertMerchant(world, request.merchantId)
  assertTip(request.amount.amount, attributes)
  const scenario = request.exceptionScenario && SCENARIOS[request.exceptionScenario]
  if (scenario && "code" in scenario) {
    throw new ApProblem(scenario.code)
  }
  const { cents, tipCents } = withTip(request.amount.amount, attributes)
  const payer = user()
  const account = assertDebit(world, {
    operation: "sale",
    user: payer,
    accountId: request.bankAccountId,
    cents,
    referenceId,
  })
  const transaction = transactions.create(
    {
      type: switches.payment_type,
      cents,
      tipCents,
      userId: payer.id,
      accountId: account.id,
      referenceId,
      attributes,
      isRtp: Boolean(rtp && switches.rtp_eligible),
    },
    at
  )
  if (transaction.isRtp) {
    world.settlement.await(transaction, at)
  } else {
    transactions.approve(transaction, at, scenario?.returnCode)
  }
  return { transaction: presentNew(transaction, switches.attributes_as) } satisfies z.input<typeof NewTransactionAnswer>
}

/** Nothing documents its webhook: as a payment's, `transaction_completed`. */
function payOut(world: World, { body, at }: Act) {
  const { transactions, switches, users, banks, declines } = world
  const request = read(PayoutRequest, body, { status: 200 })
  const { referenceId, attributes } = request
  assertMerchant(world, request.merchantId)
  const user = users.get(request.userId)
  if (!user?.isConnected) {
    throw new ApProblem("AP113", { assumed: true })
  }
  assertTip(request.amount.amount, attributes)
  const { cents, tipCents } = withTip(request.amount.amount, attributes)
  if (cents <= 0) {
    throw new ApProblem("AP308")
  }
  if (user.isSuspended) {
    throw new ApProblem("AP305")
  }
  declines.check("payout", { cents, referenceId })
  const account = banks.ofPayment(user, request.bankAccountId)
  if (!account.isReachable) {
    throw new ApProblem("AP300")
  }
  const transaction = transactions.create(
    { type: "payout", cents, tipCents, userId: user.id, accountId: account.id, referenceId, attributes },
    at
  )
  transactions.approve(transaction, at)
  const answer: z.input<typeof NewTransactionAnswer> = { transaction: presentNew(transaction, switches.attributes_as) }
  return request.rtp ? assumed(answer) : answer
}
