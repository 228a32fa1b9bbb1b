import { Router } from "express"
import type { SandboxFrame, SandboxService } from "../frame/service"
import { apiOf } from "./api"
import { bankOperations } from "./banks"
import { idempotencyOperations } from "./idempotency"
import { merchantOperations } from "./merchant"
import { panel } from "./panel"
import { paymentOperations } from "./payments"
import { preauthOperations } from "./preauth-operations"
import { reportOperations } from "./reports"
import { reversalOperations } from "./reversals"
import { searchOperations } from "./search"
import { showAccount, showDelivery, showPreauth, showReversal, showTransaction, showUser } from "./show"
import { staff } from "./staff"
import { tokenOperations } from "./token"
import { userOperations } from "./users"
import { webhookOperations } from "./webhook-operations"
import { widget } from "./widget"
import { World, type AeropayOptions } from "./world"

export { DEFAULT_AEROPAY, type AeropayCredentials, type AeropayOptions } from "./world"

/** Aeropay's v2 API below `/aeropay/v2`, its bank-link widget at `/aeropay/widget`, and its people below `/aeropay/__sim`. */
export function aeropay(frame: SandboxFrame, options: AeropayOptions = {}): SandboxService {
  const world = new World(frame, options)
  const operations = [
    tokenOperations,
    userOperations,
    bankOperations,
    idempotencyOperations,
    paymentOperations,
    preauthOperations,
    searchOperations,
    reversalOperations,
    merchantOperations,
    webhookOperations,
    reportOperations,
  ].flatMap((operationsOf) => operationsOf(world))

  const router = Router()
  router.use("/__sim", staff(world))
  router.use("/v2", apiOf(world, operations))
  router.use(widget(world))

  return {
    name: "aeropay",
    title: "Aeropay: payments from bank accounts",
    router,
    reset: () => world.reset(),
    state: () => stateOf(world),
    panel: panel(world),
  }
}

const stateOf = (world: World) => ({
  options: world.switches,
  users: world.users.shelf.newestFirst().map(showUser),
  bank_accounts: world.banks.shelf.newestFirst().map(showAccount),
  preauths: world.preauths.shelf.newestFirst().map((preauth) => showPreauth(world, preauth)),
  transactions: world.transactions.shelf.newestFirst().map((transaction) => showTransaction(world, transaction)),
  reversals: world.reversals.shelf.newestFirst().map(showReversal),
  batches: world.settlement.shelf.newestFirst(),
  webhook_subscriptions: world.webhooks.subscriptions(),
  webhooks: world.webhooks.shelf.newestFirst().map(showDelivery),
  declines: world.declines.list(),
  waiting_until: world.agenda.waiting,
})
