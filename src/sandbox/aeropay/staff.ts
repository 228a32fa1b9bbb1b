import { z } from "@medusajs/framework/zod"
import { Router } from "express"
import { handler, notFound, Paging, parse, Problem } from "../frame/problem"
import { isoOf } from "./calendar"
import { DECLINABLE } from "./declines"
import { CODES } from "./errors"
import { staffOfUsers } from "./staff-users"
import { staffOfWebhooks } from "./staff-webhooks"
import { SwitchesPart } from "./switches"
import type { Preauth } from "./preauths"
import type { Transaction } from "./transactions"
import { showPreauth, showReversal, showTransaction } from "./show"
import type { World } from "./world"

const Text = z.string().min(1).max(255).optional()
const TransactionQuery = z.strictObject({ status: Text, reference_id: Text, user_id: Text, type: Text, ...Paging })
const PreauthQuery = z.strictObject({ status: Text, reference_id: Text, user_id: Text, ...Paging })
const Return = z.strictObject({
  return_code: z
    .string()
    .regex(/^R\d\d$/, "must be like R01")
    .default("R01"),
})
const Nothing = z.strictObject({})
const DeclineInput = z.strictObject({
  operation: z.enum(DECLINABLE),
  code: z.enum(CODES, "is not a code that the sandbox knows"),
  times: z.number().int().min(1).max(1_000_000).default(1),
})

type Act = (transaction: Transaction, body: unknown, at: number) => void

/** `/aeropay/__sim`: what customers, their banks and Aeropay's staff do. No credentials; it exists in the sandbox only. */
export function staff(world: World) {
  const router = Router()
  router.use((_req, _res, next) => {
    world.agenda.run()
    next()
  })
  router.use(staffOfUsers(world), staffOfWebhooks(world), transactions(world), preauths(world), controls(world))
  router.use(notFound)
  return router
}

function transactions(world: World) {
  const router = Router()
  const { shelf } = world.transactions

  const find = (id: string) => {
    const transaction = world.transactions.get(id)
    if (!transaction) {
      throw new Problem(404, `there is no Aeropay transaction ${id}`, "id")
    }
    return transaction
  }

  router.get(
    "/transactions",
    handler((req, res) => {
      const {
        limit,
        offset,
        status,
        type,
        reference_id: referenceId,
        user_id: userId,
      } = parse(TransactionQuery, req.query)
      const { rows, count } = shelf.page(
        { limit, offset },
        (one) =>
          (!status || one.status === status) &&
          (!type || one.type === type) &&
          (!referenceId || one.referenceId === referenceId) &&
          (!userId || one.userId === userId)
      )
      res.json({ transactions: rows.map((one) => showTransaction(world, one)), count, limit, offset })
    })
  )
  router.get(
    "/transactions/:id",
    handler((req, res) => res.json({ transaction: showTransaction(world, find(req.params.id)) }))
  )
  for (const [name, act] of Object.entries(actsOf(world))) {
    router.post(
      `/transactions/:id/${name}`,
      handler((req, res) => {
        const transaction = find(req.params.id)
        act(transaction, req.body, world.now())
        res.json({ transaction: showTransaction(world, transaction) })
      })
    )
  }
  return router
}

function actsOf(world: World): Record<string, Act> {
  const only = (transaction: Transaction, isAllowed: boolean, what: string) => {
    if (!isAllowed) {
      throw new Problem(422, `a transaction that is ${transaction.status} cannot be ${what}`, "status")
    }
  }
  const isOpen = ({ status }: Transaction) => status === "pending" || status === "processed"
  return {
    settle: (transaction, body, at) => {
      parse(Nothing, body)
      only(transaction, transaction.status === "pending", "settled")
      world.settlement.settle(transaction, at)
    },
    return: (transaction, body, at) => {
      const { return_code: code } = parse(Return, body)
      only(transaction, isOpen(transaction), "returned")
      world.transactions.decline(transaction, code, at)
    },
    resolve: (transaction, body, at) => {
      parse(Nothing, body)
      only(transaction, transaction.status === "declined", "resolved")
      world.transactions.resolve(transaction, at)
    },
    void: (transaction, body, at) => {
      parse(Nothing, body)
      only(transaction, transaction.status === "pending" && !transaction.batches, "voided any more")
      world.transactions.void(transaction, at)
    },
    approve: (transaction, body, at) => {
      parse(Nothing, body)
      only(transaction, transaction.isAwaited, "approved: it is not an instant payment that waits for its customer")
      world.transactions.approve(transaction, at)
    },
    decline: (transaction, body, at) => {
      parse(Nothing, body)
      only(transaction, isOpen(transaction), "declined")
      world.transactions.decline(transaction, undefined, at)
    },
  }
}

function preauths(world: World) {
  const router = Router()

  const find = (id: string) => {
    const preauth = world.preauths.get(id)
    if (!preauth) {
      throw new Problem(404, `there is no Aeropay preauth ${id}`, "id")
    }
    return preauth
  }
  const acts: Record<string, (preauth: Preauth) => void> = {
    approve: (preauth) => (preauth.status = "live"),
    decline: (preauth) => (preauth.status = "canceled"),
    expire: (preauth) => (preauth.expiresAt = world.now()),
  }

  router.get(
    "/preauths",
    handler((req, res) => {
      const { limit, offset, status, reference_id: referenceId, user_id: userId } = parse(PreauthQuery, req.query)
      const { rows, count } = world.preauths.shelf.page(
        { limit, offset },
        (one) =>
          (!status || world.preauths.statusOf(one) === status) &&
          (!referenceId || one.referenceId === referenceId) &&
          (!userId || one.userId === userId)
      )
      res.json({ preauths: rows.map((one) => showPreauth(world, one)), count, limit, offset })
    })
  )
  for (const [name, act] of Object.entries(acts)) {
    router.post(
      `/preauths/:id/${name}`,
      handler((req, res) => {
        const preauth = find(req.params.id)
        parse(Nothing, req.body)
        const status = world.preauths.statusOf(preauth)
        if (status !== "pending" && !(status === "live" && name !== "approve")) {
          throw new Problem(422, `\`status\`: for a preauth that is ${status} there is no ${name}`, "status")
        }
        act(preauth)
        res.json({ preauth: showPreauth(world, preauth) })
      })
    )
  }
  return router
}

/** The switches, declines to come, the batch, and lists of what nobody acts on. */
function controls(world: World) {
  const router = Router()
  const list = (
    path: string,
    key: string,
    read: (query: { limit: number; offset: number }) => { rows: unknown[]; count: number }
  ) =>
    router.get(
      path,
      handler((req, res) => {
        const { limit, offset } = parse(z.strictObject(Paging), req.query)
        const { rows, count } = read({ limit, offset })
        res.json({ [key]: rows, count, limit, offset })
      })
    )

  router
    .route("/options")
    .get((_req, res) => void res.json({ options: world.switches }))
    .post(
      handler((req, res) => {
        const given = Object.entries(parse(SwitchesPart, req.body)).filter(([, value]) => value !== undefined)
        Object.assign(world.switches, Object.fromEntries(given))
        res.json({ options: world.switches })
      })
    )

  router
    .route("/declines")
    .get((_req, res) => void res.json({ declines: world.declines.list() }))
    .post(
      handler((req, res) => {
        const { times, ...decline } = parse(DeclineInput, req.body)
        world.declines.add({ ...decline, left: times })
        res.status(201).json({ declines: world.declines.list() })
      })
    )
    .delete((_req, res) => {
      world.declines.clear()
      res.json({ declines: [] })
    })

  router.post(
    "/batch",
    handler((req, res) => {
      parse(Nothing, req.body)
      // A moment later than what was made in this millisecond.
      const { id, at } = world.settlement.runBatch(world.now() + 1)
      res.json({ batch: { id, at: isoOf(at) } })
    })
  )
  router.post(
    "/settle",
    handler((req, res) => {
      parse(Nothing, req.body)
      const pending = world.transactions.shelf
        .newestFirst()
        .filter(({ status, isAwaited }) => status === "pending" && !isAwaited)
      pending.reverse().forEach((transaction) => world.settlement.settle(transaction, world.now()))
      res.json({ settled: pending.length })
    })
  )
  list("/reversals", "reversals", (query) => {
    const { rows, count } = world.reversals.shelf.page(query)
    return { rows: rows.map((one) => showReversal(one)), count }
  })
  list("/batches", "batches", (query) => world.settlement.shelf.page(query))
  list("/payment_links", "payment_links", (query) => world.links.shelf.page(query))
  list("/csv_files", "csv_files", (query) => world.files.shelf.page(query))
  return router
}
