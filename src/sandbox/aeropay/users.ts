import type { z } from "@medusajs/framework/zod"
import { Shelf } from "../frame/shelf"
import type { NewUserAnswer, UserAnswer } from "./answers"
import { assumed, type Operation } from "./api"
import type { BankAccount } from "./banks"
import { isoOf } from "./calendar"
import { ApProblem, read, type Code } from "./errors"
import type { Ids } from "./ids"
import { ConfirmRequest, UserRequest } from "./schemas"
import type { World } from "./world"

export const OTP = "000000"
const MAX_ATTEMPTS = 5

export const REPUTATIONS = ["standard", "vip", "blocked"] as const

export type User = {
  id: string
  firstName: string
  lastName: string
  email: string
  phoneNumber: string
  createdAt: number
  /** To the merchant: false from `POST user` until the code is confirmed. */
  isConnected: boolean
  attempts: number
  isSuspended: boolean
  /** Index of `REPUTATIONS`. */
  reputation: number
  reputationAt: number | null
  accounts: BankAccount[]
}

export type Person = Pick<User, "firstName" | "lastName" | "email" | "phoneNumber">

/** Everybody who was ever registered. A phone number belongs to one user. */
export class Users {
  #users: Shelf<User>
  #byPhone: Shelf<User>

  constructor(
    private readonly ids: Ids,
    kept: number
  ) {
    this.#users = new Shelf(kept)
    this.#byPhone = new Shelf(kept)
  }

  /** Registering again disconnects the user until a new code is confirmed. */
  register(person: Person, at: number): User {
    const known = this.#byPhone.get(person.phoneNumber)
    if (known) {
      return Object.assign(known, { ...person, isConnected: false, attempts: 0 })
    }
    const user: User = {
      id: this.ids.uuid("user"),
      ...person,
      createdAt: at,
      isConnected: false,
      attempts: 0,
      isSuspended: false,
      reputation: 0,
      reputationAt: null,
      accounts: [],
    }
    this.#users.put(user.id, user)
    this.#byPhone.put(user.phoneNumber, user)
    return user
  }

  get = (id: string) => this.#users.get(id)

  /** AP002 also says that a user is not associated with the merchant. */
  connected(id: string): User {
    const user = this.get(id)
    if (!user?.isConnected) {
      throw new ApProblem("AP002")
    }
    return user
  }

  get shelf() {
    return this.#users
  }

  reset() {
    this.#users.clear()
    this.#byPhone.clear()
  }
}

export const nameOf = (user: User) => `${user.firstName} ${user.lastName}`

const fields = (user: User): z.input<typeof NewUserAnswer>["user"] => ({
  id: user.id,
  firstName: user.firstName,
  lastName: user.lastName,
  type: "consumer",
  email: user.email,
  phoneNumber: user.phoneNumber,
  createdDate: isoOf(user.createdAt),
  aeroPassUserUuid: user.id,
})

/** Only the word for an active user is documented. */
const withStatus = (user: User) => {
  const answer: z.input<typeof UserAnswer> = {
    user: { ...fields(user), userStatus: user.isSuspended ? "Suspended" : "Active" },
  }
  return user.isSuspended ? assumed(answer) : answer
}

const MAGIC_EMAILS = new Map<string, Code>([
  ["no-authenticated-user@aeropay.com", "AP101"],
  ["unable-to-create-user@aeropay.com", "AP102"],
  ["cannot-extract-user-info@aeropay.com", "AP104"],
  ["user-already-exists@aeropay.com", "AP107"],
  ["error-adding-user@aeropay.com", "AP108"],
])
const MAGIC_PHONES = new Map<string, Code>([
  ["5550173", "AP115"],
  ["3105550187", "AP115"],
  ["+14045550124", "AP115"],
  ["+13125550198", "AP115"],
  ["+19175550163", "AP115"],
  ["+65-718-555-0134", "AP119"],
  ["+657185550134", "AP119"],
])

/** As `+1` and ten digits. */
function phoneOf(text: string) {
  const magic = MAGIC_PHONES.get(text)
  const digits = text.replace(/[\s().-]/g, "")
  const code: Code | undefined =
    magic ??
    (/^\+(?!1)\d{6,14}$/.test(digits)
      ? "AP119"
      : /^\d{7}$/.test(digits)
        ? "AP105"
        : /^(\+?1)?[2-9]\d{9}$/.test(digits)
          ? undefined
          : "AP106")
  if (code) {
    throw new ApProblem(code, { help: true })
  }
  return `+1${digits.slice(-10)}`
}

export function personOf(body: unknown): Person {
  const { firstName, lastName, email, phoneNumber } = read(UserRequest, body, { status: 200, help: true })
  if (![firstName, lastName].every((name) => /^[\p{L}\p{M}' -]+$/u.test(name))) {
    throw new ApProblem("AP118", { help: true })
  }
  const magic = MAGIC_EMAILS.get(email.toLowerCase())
  if (magic) {
    throw new ApProblem(magic, { help: true })
  }
  return { firstName, lastName, email, phoneNumber: phoneOf(phoneNumber) }
}

/** `POST` and `GET /v2/user`, `POST /v2/confirmUser`. The code is 000000. */
export const userOperations = ({ users, switches, credentials }: World): Operation[] => [
  {
    method: "post",
    path: "/user",
    token: "merchant",
    act: ({ body, at }) => {
      const user = users.register(personOf(body), at)
      user.isConnected = switches.mfa === "none"
      return {
        user: fields(user),
        mfaType: switches.mfa === "none" ? null : switches.mfa,
      } satisfies z.input<typeof NewUserAnswer>
    },
  },
  { method: "get", path: "/user", token: "user", act: ({ user }) => withStatus(user()) },
  {
    method: "post",
    path: "/confirmUser",
    token: "merchant",
    act: ({ body }) => {
      const { userId, code, merchantId } = read(ConfirmRequest, body, { help: true })
      if (merchantId !== credentials.merchantId) {
        throw new ApProblem("AP201", { assumed: true })
      }
      const user = users.get(userId)
      if (!user) {
        throw new ApProblem("AP113", { help: true })
      }
      if (user.attempts >= MAX_ATTEMPTS) {
        throw new ApProblem("AP112", { help: true })
      }
      if (code !== OTP) {
        user.attempts++
        throw new ApProblem("AP111", { help: true })
      }
      Object.assign(user, { isConnected: true, attempts: 0 })
      return withStatus(user)
    },
  },
]
