import express from "express"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { aeropay, DEFAULT_AEROPAY, type AeropayOptions } from "../aeropay"
import { Clock } from "../frame/clock"
import { answerProblems, notFound } from "../frame/problem"
import { Timers } from "../frame/timers"
import { call, type Answer } from "./support"

export const MERCHANT = DEFAULT_AEROPAY.merchantId
export const HOUR = 3_600_000
export const DAY = 24 * HOUR

export const cents = (amount: number) => ({ amount, currency: "USD" })

/** Keys as the shop derives them, told apart by a number. */
export const key = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`

/** Aeropay's stand-in in an app of its own, with the frame's clock and timers. */
export async function startAeropay(options: AeropayOptions = {}) {
  const log: string[] = []
  const clock = new Clock()
  const timers = new Timers(clock, (line) => void log.push(line))
  const service = aeropay({ clock, timers, calls: [], log: (line) => void log.push(line) }, options)
  const app = express().disable("etag")
  app.use("/aeropay", express.json(), service.router)
  app.use(
    notFound,
    answerProblems((line) => void log.push(line))
  )
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const api = async (
    method: string,
    path: string,
    token?: string,
    body?: unknown,
    idempotencyKey?: string
  ): Promise<Answer> =>
    call(`${url}/aeropay/v2${path}`, method, body, {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(idempotencyKey && { "idempotency-key": idempotencyKey }),
    })
  const sim = (path: string, body: unknown = {}) => call(`${url}/aeropay/__sim${path}`, "POST", body)
  const look = async (path: string) => (await call(`${url}/aeropay/__sim${path}`)).body
  const token = async (userId?: string) => {
    const { apiKey, apiSecret, merchantId } = { ...DEFAULT_AEROPAY, ...options }
    const scope = userId ? "userForMerchant" : "merchant"
    const { body } = await api("POST", "/token", undefined, { apiKey, apiSecret, id: merchantId, scope, userId })
    return body.token as string
  }
  /** A customer with a bank, and tokens for both sides. */
  const customer = async (input: Record<string, unknown> = {}) => {
    const { user, bank_accounts: accounts } = (await sim("/users", input)).body
    return {
      id: user.id as string,
      account: accounts[0]?.id as number,
      token: await token(user.id),
      merchant: await token(),
    }
  }
  type Customer = Awaited<ReturnType<typeof customer>>
  const pay = async (who: Customer, amount: number, extra: Record<string, unknown> = {}, idempotencyKey?: string) =>
    api("POST", "/transaction", who.token, { merchantId: MERCHANT, amount: cents(amount), ...extra }, idempotencyKey)
  const preauth = async (who: Customer, amount: number, extra: Record<string, unknown> = {}, idempotencyKey?: string) =>
    api(
      "POST",
      "/preauthTransaction",
      who.token,
      { merchantId: MERCHANT, bankAccountId: who.account, amount: cents(amount), ...extra },
      idempotencyKey
    )
  const capture = (who: Customer, id: string) => api("POST", "/capturePreauthTransaction", who.merchant, { id })
  const reverse = (who: Customer, id: string, extra: Record<string, unknown> = {}, idempotencyKey?: string) =>
    api("POST", "/reverseTransaction", who.merchant, { id, ...extra }, idempotencyKey)
  const show = async (id: string) => (await look(`/transactions/${id}`)).transaction

  return {
    url,
    log,
    clock,
    timers,
    service,
    api,
    sim,
    look,
    token,
    customer,
    pay,
    preauth,
    capture,
    reverse,
    show,
    options: (switches: Record<string, unknown>) => sim("/options", switches),
    close: () =>
      new Promise<void>((resolve) => {
        timers.clear()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export type AeropayUnderTest = Awaited<ReturnType<typeof startAeropay>>

/** A fresh one for each test of a file. */
export function aeropayOfEachTest(options: AeropayOptions = {}) {
  const running = {} as { sandbox: AeropayUnderTest }
  beforeEach(async () => {
    running.sandbox = await startAeropay(options)
  })
  afterEach(() => running.sandbox.close())
  return () => running.sandbox
}

/** The code of an answer, in whichever envelope it came. */
export const codeOf = ({ body }: Answer): string | undefined => body?.error?.code ?? body?.code
