import type { PageQuery, Panel, PanelAct, PanelRow, PanelTable } from "../frame/service"
import type { Shelf } from "../frame/shelf"
import type { BankAccount } from "./banks"
import { dollars } from "./money"
import type { Preauth } from "./preauths"
import type { Reversal } from "./reversals"
import { showAccount, showDelivery, showPreauth, showReversal, showTransaction, showUser } from "./show"
import { matches } from "./staff-users"
import type { Transaction } from "./transactions"
import { nameOf, type User } from "./users"
import type { Delivery } from "./webhooks"
import type { World } from "./world"

const SIM = "/aeropay/__sim"

const at = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace("T", " ")
const usd = (cents: number) => `$${dollars(cents)}`

/** A page of a shelf. What `q` is looked for in is told by `text`. */
function table<T>(
  head: Pick<PanelTable, "name" | "title" | "empty" | "columns">,
  shelf: Shelf<T>,
  rowOf: (entry: T) => PanelRow,
  found: (entry: T, q: string) => boolean
): PanelTable {
  return {
    ...head,
    page: ({ limit, offset, q }: PageQuery) => {
      const { rows, count } = shelf.page({ limit, offset }, q ? (entry) => found(entry, q) : undefined)
      return { rows: rows.map(rowOf), count }
    },
  }
}

const has = (q: string, ...texts: (string | null | undefined)[]) =>
  texts.some((text) => text?.toLowerCase().includes(q.toLowerCase()))

/** Customers, their banks, the money, and what was told about it. */
export function panel(world: World): Panel {
  return {
    acts: [
      { label: "New customer with a bank", path: `${SIM}/users` },
      { label: "Run a batch", path: `${SIM}/batch` },
      { label: "Settle all", path: `${SIM}/settle` },
    ],
    tables: [transactions(world), preauths(world), reversals(world), users(world), accounts(world), webhooks(world)],
  }
}

const users = (world: World) =>
  table(
    {
      name: "users",
      title: "Customers",
      empty: "No customer yet.",
      columns: ["At (UTC)", "Name", "Phone", "E-mail", "Banks", "State"],
    },
    world.users.shelf,
    (user: User) => ({
      id: user.id,
      cells: [
        at(user.createdAt),
        nameOf(user),
        user.phoneNumber,
        user.email,
        user.accounts.length,
        user.isSuspended ? "suspended" : user.isConnected ? "connected" : "not confirmed",
      ],
      acts: [
        user.isSuspended
          ? { label: "Resolve", path: `${SIM}/users/${user.id}/resolve` }
          : { label: "Suspend", path: `${SIM}/users/${user.id}/suspend`, danger: true },
      ],
      detail: showUser(user),
    }),
    matches
  )

const accounts = (world: World) =>
  table(
    {
      name: "bank-accounts",
      title: "Bank accounts",
      empty: "No bank account is linked.",
      columns: ["Account", "Customer", "Bank", "Last four", "Balance", "State"],
    },
    world.banks.shelf,
    (account: BankAccount) => ({
      id: String(account.id),
      cells: [
        account.id,
        account.userId,
        account.bank,
        account.last4,
        usd(account.balance),
        account.isRemoved ? "removed" : account.isReachable ? "reachable" : "not reachable",
      ],
      acts: account.isRemoved ? [] : accountActs(account),
      detail: showAccount(account),
    }),
    (account, q) => has(q, String(account.id), account.userId, account.last4)
  )

function accountActs({ id, isReachable }: BankAccount): PanelAct[] {
  const path = `${SIM}/bank_accounts/${id}`
  return [
    { label: "Balance", path, asks: [{ name: "balance_cents", label: "Cents", type: "number" }] },
    { label: isReachable ? "Cut off" : "Connect", path, body: { reachable: !isReachable } },
    { label: "Remove", path, body: { removed: true }, danger: true },
  ]
}

const preauths = (world: World) =>
  table(
    {
      name: "preauths",
      title: "Preauths",
      empty: "No preauth yet.",
      columns: ["At (UTC)", "Reference", "Amount", "Authorised", "Status", "Expires (UTC)"],
    },
    world.preauths.shelf,
    (preauth: Preauth) => {
      const status = world.preauths.statusOf(preauth)
      const act = (label: string, name: string, danger = false) => ({
        label,
        path: `${SIM}/preauths/${preauth.id}/${name}`,
        danger,
      })
      const open = [act("Decline", "decline", true), act("Expire", "expire")]
      return {
        id: preauth.id,
        cells: [
          at(preauth.createdAt),
          preauth.referenceId ?? null,
          usd(preauth.cents),
          usd(preauth.authorizedCents),
          status,
          at(preauth.expiresAt),
        ],
        acts: status === "pending" ? [act("Approve", "approve"), ...open] : status === "live" ? open : [],
        detail: showPreauth(world, preauth),
      }
    },
    (preauth, q) => has(q, preauth.id, preauth.referenceId, preauth.userId, preauth.transactionId)
  )

const transactions = (world: World) =>
  table(
    {
      name: "transactions",
      title: "Transactions",
      empty: "No money has moved yet.",
      columns: ["At (UTC)", "Type", "Reference", "Amount", "Reversed", "Status"],
    },
    world.transactions.shelf,
    (transaction: Transaction) => ({
      id: transaction.id,
      cells: [
        at(transaction.createdAt),
        transaction.type,
        transaction.referenceId ?? null,
        usd(transaction.cents),
        transaction.reversedCents ? usd(transaction.reversedCents) : null,
        [transaction.status, transaction.returnCode].filter(Boolean).join(" "),
      ],
      acts: transactionActs(transaction),
      detail: showTransaction(world, transaction),
    }),
    ({ id, referenceId, userId, status }, q) => has(q, id, referenceId, userId, status)
  )

function transactionActs({ id, status, batches, isAwaited }: Transaction): PanelAct[] {
  const act = (label: string, name: string, extra: Partial<PanelAct> = {}): PanelAct => ({
    label,
    path: `${SIM}/transactions/${id}/${name}`,
    ...extra,
  })
  const isPending = status === "pending"
  return [
    isAwaited && act("Approve", "approve"),
    isPending && act("Settle", "settle"),
    (isPending || status === "processed") &&
      act("Return R01", "return", { body: { return_code: "R01" }, danger: true }),
    isPending && !batches && act("Void", "void", { danger: true }),
    status === "declined" && act("Resolve", "resolve"),
  ].filter((one): one is PanelAct => Boolean(one))
}

const reversals = (world: World) =>
  table(
    {
      name: "reversals",
      title: "Reversals",
      empty: "Nothing was reversed.",
      columns: ["At (UTC)", "Of", "Amount", "State", "Reference"],
    },
    world.reversals.shelf,
    (reversal: Reversal) => ({
      id: reversal.id,
      cells: [
        at(reversal.createdAt),
        reversal.transactionId,
        usd(reversal.cents),
        reversal.state,
        reversal.referenceId,
      ],
      detail: showReversal(reversal),
    }),
    ({ id, transactionId, referenceId, state }, q) => has(q, id, transactionId, referenceId, state)
  )

const webhooks = (world: World) =>
  table(
    {
      name: "webhooks",
      title: "Webhooks",
      empty: "Nothing was announced yet.",
      columns: ["At (UTC)", "Topic", "To", "State", "Attempts", "Last answer"],
    },
    world.webhooks.shelf,
    (delivery: Delivery) => {
      const last = delivery.attempts.at(-1)
      const send = (label: string, extra: Partial<PanelAct>): PanelAct => ({
        label,
        path: `${SIM}/webhooks/${delivery.id}/send`,
        ...extra,
      })
      return {
        id: String(delivery.id),
        cells: [
          at(delivery.createdAt),
          delivery.topic,
          delivery.url,
          delivery.state,
          delivery.attempts.length,
          last ? (last.status ?? last.error) : null,
        ],
        acts: [
          send("Again", {}),
          send("Twice", { body: { times: 2 } }),
          send("Late", { asks: [{ name: "delay_ms", label: "Milliseconds", type: "number" }] }),
          send("Wrong signature", { body: { signature: "wrong" } }),
          send("Tampered", { body: { body: "tampered" } }),
        ],
        detail: showDelivery(delivery),
      }
    },
    ({ topic, state, text }, q) => has(q, topic, state, text)
  )
