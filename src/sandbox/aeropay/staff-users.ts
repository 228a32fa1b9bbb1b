import { z } from "@medusajs/framework/zod"
import { Router } from "express"
import { handler, Paging, parse, Problem } from "../frame/problem"
import { BANK_KINDS } from "./banks"
import { ApProblem } from "./errors"
import { showAccount, showUser } from "./show"
import { personOf } from "./users"
import type { World } from "./world"

const Last4 = z
  .string()
  .regex(/^\d{4}$/, "must be four digits")
  .optional()
const Cents = z.number().int().min(0).max(1_000_000_000)
const Text = z.string().min(1).max(255).optional()

const UserQuery = z.strictObject({ q: Text, ...Paging })
const NewUser = z.strictObject({
  first_name: Text,
  last_name: Text,
  email: Text,
  phone_number: Text,
  confirmed: z.boolean().default(true),
  /** One of each is linked; the first is the default account. */
  banks: z
    .array(
      z.strictObject({ bank: z.enum(BANK_KINDS).default("checking"), balance_cents: Cents.optional(), last4: Last4 })
    )
    .max(5)
    .default([{ bank: "checking" }]),
})
const Connect = z.strictObject({
  user_id: z.string().max(64),
  bank: z.enum(BANK_KINDS).default("checking"),
  last4: Last4,
})
const AccountChange = z.strictObject({
  balance_cents: Cents.optional(),
  reachable: z.boolean().optional(),
  removed: z.literal(true, "a removed account is linked again, not brought back").optional(),
})
const Nothing = z.strictObject({})

/** Users and their banks, below `/aeropay/__sim`. */
export function staffOfUsers(world: World) {
  const router = Router()
  const { users, banks, ids } = world

  const find = (id: string, field = "id") => {
    const user = users.get(id)
    if (!user) {
      throw new Problem(404, `there is no Aeropay user ${id}`, field)
    }
    return user
  }

  router.get(
    "/users",
    handler((req, res) => {
      const { limit, offset, q } = parse(UserQuery, req.query)
      const { rows, count } = users.shelf.page({ limit, offset }, q ? (user) => matches(user, q) : undefined)
      res.json({ users: rows.map(showUser), count, limit, offset })
    })
  )

  /** A confirmed user with a linked bank in one call, as if all steps had been taken. */
  router.post(
    "/users",
    handler((req, res) => {
      const input = parse(NewUser, req.body)
      const number = ids.next("person")
      const person = refusable(() =>
        personOf({
          firstName: input.first_name ?? "Ada",
          lastName: input.last_name ?? "Sandbox",
          email: input.email ?? `customer-${number}@example.com`,
          phoneNumber: input.phone_number ?? `+1206${String(5_550_000 + number).padStart(7, "0")}`,
        })
      )
      const user = users.register(person, world.now())
      user.isConnected = input.confirmed
      const accounts = input.banks.map(({ bank, balance_cents: balance, last4 }) => {
        const account = refusable(() => banks.link(user, banks.connect(user, bank, last4).id, world.now()))
        account.balance = balance ?? account.balance
        return account
      })
      res.status(201).json({ user: showUser(user), bank_accounts: accounts.map(showAccount) })
    })
  )
  router.get(
    "/users/:id",
    handler((req, res) => res.json({ user: showUser(find(req.params.id)) }))
  )
  for (const [name, isSuspended] of [
    ["suspend", true],
    ["resolve", false],
  ] as const) {
    router.post(
      `/users/:id/${name}`,
      handler((req, res) => {
        const user = find(req.params.id)
        parse(Nothing, req.body)
        world.transactions.suspend(user, isSuspended, world.now())
        res.json({ user: showUser(user) })
      })
    )
  }

  /** What the widget would answer. */
  router.post(
    "/connections",
    handler((req, res) => {
      const { user_id: userId, bank, last4 } = parse(Connect, req.body)
      const { id } = banks.connect(find(userId, "user_id"), bank, last4)
      res.status(201).json({ connection: { id, user_id: userId, bank } })
    })
  )
  router.post(
    "/bank_accounts/:id",
    handler((req, res) => {
      const account = banks.get(Number(req.params.id))
      if (!account) {
        throw new Problem(404, `there is no Aeropay bank account ${req.params.id}`, "id")
      }
      const { balance_cents: balance, reachable, removed } = parse(AccountChange, req.body)
      account.balance = balance ?? account.balance
      account.isReachable = reachable ?? account.isReachable
      if (removed) {
        banks.remove(find(account.userId), account)
      }
      res.json({ bank_account: showAccount(account) })
    })
  )
  return router
}

type Person = { id: string; firstName: string; lastName: string; email: string; phoneNumber: string }

export const matches = ({ id, firstName, lastName, email, phoneNumber }: Person, q: string) =>
  [id, `${firstName} ${lastName}`, email, phoneNumber].some((text) => text.toLowerCase().includes(q.toLowerCase()))

/** The API's refusals, as the control's. */
function refusable<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw error instanceof ApProblem ? new Problem(400, `${error.code}: ${error.message}`) : error
  }
}
