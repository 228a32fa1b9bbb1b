import { outbound, type OutboundCall, type OutboundResult } from "@rise-via/core"
import type { z } from "@medusajs/framework/zod"
import type { GatewayOutcome } from "../../types/gateway"
import { AEROPAY_SERVICE } from "../module-names"
import { isTokenCode, meaningOf, UNAVAILABLE } from "./errors"
import type { AeropayOptions } from "./options"
import { TokenCache, type TokenOwner } from "./tokens"
import { answers, readError, requests } from "./wire"

export type AeropayConnectionOptions = Pick<
  AeropayOptions,
  "baseUrl" | "apiKey" | "apiSecret" | "merchantId" | "timeoutMs"
>
export type Send = (call: OutboundCall) => Promise<OutboundResult>

/** One call of Aeropay's API. */
export type AeropayCall<T extends z.ZodType> = {
  /** Aeropay's name of it, for attempts and the books. */
  operation: string
  method: OutboundCall["request"]["method"]
  path: string
  body?: unknown
  /** Whose token: a user's id, or undefined for the merchant's. */
  user?: TokenOwner
  answer: T
  /** Our id, or the key of an operation that takes an `Idempotency-Key`. */
  key: string
  isIdempotent?: boolean
  isRead?: boolean
}

/** Personal fields and secrets in Aeropay's spelling; core and the ledger know the usual ones. */
export const AEROPAY_REDACT = [
  "apiSecret",
  "signingKey",
  "firstName",
  "lastName",
  "fullName",
  "phoneNumber",
  "userName",
  "userEmail",
  "customerName",
  "code",
  "username",
  "connectionId",
]

const tokens = new Map<string, TokenCache>()

/** One cache a merchant and process, however many connections there are. */
function tokensOf({ baseUrl, apiKey }: AeropayConnectionOptions) {
  const name = `${baseUrl} ${apiKey}`
  const known = tokens.get(name) ?? new TokenCache()
  tokens.set(name, known)
  return known
}

type Failure = Extract<GatewayOutcome<never>, { ok: false }>

/** Aeropay's v2 API as HTTP: tokens, envelopes of errors, and what an answer that did not come means. */
export class AeropayConnection {
  constructor(
    readonly options: AeropayConnectionOptions,
    private readonly send: Send = outbound,
    private readonly tokens: TokenCache = tokensOf(options)
  ) {}

  async call<T extends z.ZodType>(call: AeropayCall<T>): Promise<GatewayOutcome<z.infer<T>>> {
    const first = await this.token(call.user)
    if (typeof first !== "string") {
      return first
    }
    const outcome = await this.once(call, first)
    if (outcome.ok || !outcome.isTokenRefused) {
      return withoutMark(outcome)
    }
    // The token was refused, so nothing happened: a new one, and once more.
    this.tokens.drop(call.user, first)
    const second = await this.token(call.user)
    return typeof second === "string" ? withoutMark(await this.once(call, second)) : second
  }

  private async once<T extends z.ZodType>(call: AeropayCall<T>, token: string) {
    const { operation, method, path, body, key, isIdempotent, isRead, answer } = call
    const { baseUrl, timeoutMs } = this.options
    const result = await this.send({
      service: AEROPAY_SERVICE,
      operation,
      idempotencyKey: key,
      ...(isIdempotent && { idempotencyHeader: "Idempotency-Key" }),
      request: {
        method,
        url: `${baseUrl}${path}`,
        headers: { authorization: `Bearer ${token}` },
        ...(body !== undefined && { body }),
      },
      kind: isRead ? "read" : "write",
      timeoutMs,
      redact: AEROPAY_REDACT,
    })
    return this.interpret(result, answer, { isRead })
  }

  private interpret<T extends z.ZodType>(result: OutboundResult, answer: T, { isRead }: { isRead?: boolean }) {
    const { attempt_id } = result
    // Of a reading nothing can be in doubt: it is simply not there.
    const silent = (message: string): Failure & Mark => ({
      ok: false,
      kind: isRead ? "transient" : "unknown",
      message,
      attempt_id,
    })
    if (result.outcome === "unknown") {
      return silent(UNAVAILABLE)
    }
    const { response } = result
    const error = readError(response?.body)
    if (error) {
      const isTokenRefused = isTokenCode(error.code)
      const { kind, message, field } = meaningOf(error.code)
      const shown = error.code === "AP312" || error.code === "AP313" ? error.message : message
      return { ok: false as const, kind, code: error.code, message: shown, field, attempt_id, isTokenRefused }
    }
    if (result.outcome === "failed") {
      // Either it was never reached, or refused by something that is not Aeropay's application.
      const isTokenRefused = response?.status === 401
      return { ok: false as const, kind: "transient" as const, message: UNAVAILABLE, attempt_id, isTokenRefused }
    }
    const parsed = answer.safeParse(result.response.body)
    return parsed.success ? { ok: true as const, value: parsed.data, attempt_id } : silent(UNAVAILABLE)
  }

  /** The token, or why there is none; then nothing was sent. */
  private async token(user: TokenOwner): Promise<string | Failure> {
    try {
      return await this.tokens.get(user, () => this.issue(user))
    } catch (error) {
      if (error instanceof NoTokenError) {
        return error.failure
      }
      throw error
    }
  }

  private async issue(userId: TokenOwner) {
    const { baseUrl, apiKey, apiSecret, merchantId, timeoutMs } = this.options
    const scope = userId ? ("userForMerchant" as const) : ("merchant" as const)
    const body = requests.token.parse({ apiKey, apiSecret, scope, id: merchantId, ...(userId && { userId }) })
    const result = await this.send({
      service: AEROPAY_SERVICE,
      operation: "token",
      idempotencyKey: userId ?? "merchant",
      request: { method: "POST", url: `${baseUrl}/token`, body },
      kind: "read",
      timeoutMs,
      redact: AEROPAY_REDACT,
    })
    const outcome = this.interpret(result, answers.token, { isRead: true })
    if (!outcome.ok) {
      const { kind, code, message, attempt_id } = outcome
      // AP002 for a user: Aeropay has disconnected her from the merchant.
      const isDisconnected = userId && code === "AP002"
      throw new NoTokenError(
        isDisconnected
          ? { ok: false, kind: "relink", code, message: "Please connect to Aeropay again.", attempt_id }
          : { ok: false, kind, code, message, attempt_id }
      )
    }
    return { token: outcome.value.token, ttlSeconds: outcome.value.TTL }
  }
}

type Mark = { isTokenRefused?: boolean }

class NoTokenError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message)
  }
}

function withoutMark<T>(outcome: GatewayOutcome<T> & Mark): GatewayOutcome<T> {
  const { isTokenRefused: _mark, ...rest } = outcome as GatewayOutcome<T> & Mark
  return rest as GatewayOutcome<T>
}
