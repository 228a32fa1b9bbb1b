import type { z } from "@medusajs/framework/zod"
import { Shelf } from "../frame/shelf"
import type { AccountAnswer, AccountsAnswer, CredentialsAnswer, LinkAnswer } from "./answers"
import type { Operation } from "./api"
import { isoOf } from "./calendar"
import { ApProblem, malformed, read, type Code } from "./errors"
import type { Ids } from "./ids"
import { LinkRequest } from "./schemas"
import { nameOf, type User } from "./users"
import type { World } from "./world"

const AGGREGATOR = "aerosync"
const MAX_ACCOUNTS = 5
const MAX_LINKS = 5

type Bank = {
  name: string
  /** Cents. */
  balance: number
  /** Code answered when its account is linked. */
  refusal?: Code
  isReachable?: boolean
}

/** The banks of the widget; ours. What they do is told by their names. */
export const BANKS = {
  checking: { name: "Sandbox Bank", balance: 2_000_000 },
  low_balance: { name: "Sandbox Bank, $10.00 on the account", balance: 1_000 },
  unreachable: { name: "Sandbox Bank, cannot be reached at payment (AP300)", balance: 2_000_000, isReachable: false },
  savings: { name: "Sandbox Bank, savings account (AP411)", balance: 0, refusal: "AP411" },
  unsupported: { name: "Sandbox Bank, not supported (AP403)", balance: 0, refusal: "AP403" },
  wrong_routing: { name: "Sandbox Bank, wrong routing number (AP404)", balance: 0, refusal: "AP404" },
  taken: { name: "Sandbox Bank, account of somebody else (AP410)", balance: 0, refusal: "AP410" },
} satisfies Record<string, Bank>

export type BankKind = keyof typeof BANKS
export const BANK_KINDS = Object.keys(BANKS) as [BankKind, ...BankKind[]]

export type Connection = { id: string; userId: string; bank: BankKind; last4: string }

export type BankAccount = {
  id: number
  userId: string
  bank: BankKind
  last4: string
  connectionId: string
  isSelected: boolean
  isRemoved: boolean
  isReachable: boolean
  /** Cents. Payments leave it as it is, so that long tests do not drain it. */
  balance: number
  links: number
  createdAt: number
}

/** What users chose in the widget, and what became of it. An account is kept as bank and last four digits, no number exists. */
export class Banks {
  #connections: Shelf<Connection>
  #accounts: Shelf<BankAccount>

  constructor(
    private readonly ids: Ids,
    kept: number
  ) {
    this.#connections = new Shelf(kept)
    this.#accounts = new Shelf(kept)
  }

  connect(user: User, bank: BankKind, last4?: string): Connection {
    const id = this.ids.uuid("connection")
    const connection = {
      id,
      userId: user.id,
      bank,
      last4: last4 ?? String(parseInt(id.slice(0, 6), 16) % 10_000).padStart(4, "0"),
    }
    this.#connections.put(id, connection)
    return connection
  }

  link(user: User, connectionId: string, at: number): BankAccount {
    const connection = this.#connections.get(connectionId)
    if (!connection || connection.userId !== user.id) {
      throw new ApProblem("AP300", { envelope: "success" })
    }
    const { bank, last4 } = connection
    const { refusal, balance, isReachable = true }: Bank = BANKS[bank]
    if (refusal) {
      throw new ApProblem(refusal, { envelope: "success", assumed: true })
    }
    const known = user.accounts.find((account) => account.bank === bank && account.last4 === last4)
    if (known) {
      if (known.links >= MAX_LINKS) {
        throw new ApProblem("AP415", { envelope: "success", assumed: true })
      }
      return Object.assign(known, { connectionId, isReachable, links: known.links + 1 })
    }
    if (user.accounts.length >= MAX_ACCOUNTS) {
      throw new ApProblem("AP414", { envelope: "success", assumed: true })
    }
    const account: BankAccount = {
      id: this.ids.number("account"),
      userId: user.id,
      bank,
      last4,
      connectionId,
      isSelected: !user.accounts.length,
      isRemoved: false,
      isReachable,
      balance,
      links: 1,
      createdAt: at,
    }
    user.accounts.push(account)
    this.#accounts.put(account.id, account)
    return account
  }

  get = (id: number) => this.#accounts.get(id)

  select(user: User, account: BankAccount) {
    user.accounts.forEach((other) => (other.isSelected = other === account))
  }

  /** The API has no such call: banks and Aeropay's staff do it. */
  remove(user: User, account: BankAccount) {
    user.accounts = user.accounts.filter((other) => other !== account)
    Object.assign(account, { isRemoved: true, isSelected: false })
    if (user.accounts.length && !user.accounts.some(({ isSelected }) => isSelected)) {
      user.accounts[0].isSelected = true
    }
  }

  /** The account a payment comes from: AP400, AP401, AP412. Without an id the chosen one. */
  ofPayment(user: User, id?: number): BankAccount {
    if (id === undefined) {
      const chosen = user.accounts.find(({ isSelected }) => isSelected)
      if (!chosen) {
        throw new ApProblem("AP400")
      }
      return chosen
    }
    const account = this.#accounts.get(id)
    if (!account || account.userId !== user.id) {
      throw new ApProblem("AP401")
    }
    if (account.isRemoved) {
      throw new ApProblem("AP412")
    }
    return account
  }

  get shelf() {
    return this.#accounts
  }

  reset() {
    this.#connections.clear()
    this.#accounts.clear()
  }
}

/** Whether the bank would pay: AP300, AP302. */
export function assertFunds({ isReachable, balance }: BankAccount, cents: number) {
  if (!isReachable) {
    throw new ApProblem("AP300")
  }
  if (cents > balance) {
    throw new ApProblem("AP302")
  }
}

const fields = (account: BankAccount): z.input<typeof AccountAnswer>["bankAccount"] => ({
  bankAccountId: account.id,
  bankName: "Sandbox Bank",
  accountLast4: account.last4,
  name: "Sandbox Checking",
  isSelected: account.isSelected,
  accountType: "checking",
  status: "verified",
  createdDate: isoOf(account.createdAt),
})

/** Linking, listing and choosing bank accounts. */
export const bankOperations = ({ banks, tokens, switches }: World): Operation[] => [
  {
    method: "get",
    path: "/aggregatorCredentials",
    token: "user",
    act: ({ query, user, origin }) => {
      if (!query.aggregator) {
        throw new ApProblem("MISSING_PARAMETER", { message: "The aggregator parameter is required.", envelope: "flat" })
      }
      if (query.aggregator !== AGGREGATOR) {
        throw new ApProblem("AP408", { message: `Unknown Aggregator ${String(query.aggregator).slice(0, 64)}` })
      }
      if (!switches.bank_linking) {
        throw new ApProblem("AP407")
      }
      const { id } = user()
      return {
        fastlinkURL: `${origin}/widget`,
        token: tokens.issue("widget", id).token,
        username: id.replace(/-/g, "").slice(0, 16),
      } satisfies z.input<typeof CredentialsAnswer>
    },
  },
  {
    method: "post",
    path: "/linkAccountFromAggregator",
    token: "user",
    act: ({ body, user, at }) => {
      const { connectionId, aggregator } = read(LinkRequest, body)
      if (aggregator !== AGGREGATOR) {
        throw new ApProblem("AP408", { message: `Unknown Aggregator ${aggregator}` })
      }
      const owner = user()
      const account = banks.link(owner, connectionId, at)
      return {
        userBankInfo: {
          ...fields(account),
          externalBankAccountId: "None",
          accountHolderInfo: [{ name: { fullName: nameOf(owner) } }],
          canFetchBalance: account.isReachable,
          ...(account.isReachable && { balance: account.balance }),
        },
      } satisfies z.input<typeof LinkAnswer>
    },
  },
  {
    method: "get",
    path: "/bankAccounts",
    token: "user",
    act: ({ user }) =>
      ({
        bankAccounts: user().accounts.map((account) => ({ ...fields(account), connectionId: account.connectionId })),
      }) satisfies z.input<typeof AccountsAnswer>,
  },
  {
    method: "patch",
    path: "/userBankAccount/:id",
    token: "user",
    act: ({ params, user }) => {
      if (!/^\d{1,9}$/.test(params.id)) {
        throw malformed("bankAccountId: invalid format", { assumed: true })
      }
      const account = banks.ofPayment(user(), Number(params.id))
      banks.select(user(), account)
      return { bankAccount: fields(account) } satisfies z.input<typeof AccountAnswer>
    },
  },
]
