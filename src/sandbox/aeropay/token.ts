import { createHmac, timingSafeEqual } from "node:crypto"
import type { z } from "@medusajs/framework/zod"
import type { TokenAnswer } from "./answers"
import type { Operation } from "./api"
import { ApProblem, malformed, missing, read } from "./errors"
import { isUuid } from "./ids"
import { MerchantId, TokenRequest } from "./schemas"
import type { World } from "./world"

const TTL_SECONDS = 1800

export type Scope = "merchant" | "userForMerchant" | "widget"
export type Claims = { scope: Scope; userId?: string; /** Seconds. */ exp: number }

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")

/** Tokens that look like JWTs and last 30 minutes by the sandbox's clock. They carry what they allow, so none is kept. */
export class Tokens {
  constructor(
    private readonly secret: string,
    private readonly now: () => number
  ) {}

  issue(scope: Scope, userId?: string): z.input<typeof TokenAnswer> {
    const exp = Math.floor(this.now() / 1000) + TTL_SECONDS
    const text = `${base64({ typ: "JWT", alg: "HS256" })}.${base64({ scope, userId, exp } satisfies Claims)}`
    return { TTL: TTL_SECONDS, token: `${text}.${this.#sign(text)}` }
  }

  /** Of `Bearer <token>`. Throws AP004 without one, AP008 for one that is not ours, AP007 after its time. */
  claims(header: string | undefined): Claims {
    const token = /^Bearer (\S+)$/i.exec(header ?? "")?.[1]
    if (!token) {
      throw new ApProblem("AP004")
    }
    return this.read(token)
  }

  read(token: string): Claims {
    const end = token.lastIndexOf(".")
    const text = token.slice(0, end)
    const given = Buffer.from(token.slice(end + 1))
    const wanted = Buffer.from(this.#sign(text))
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      throw new ApProblem("AP008")
    }
    const claims: Claims = JSON.parse(Buffer.from(text.split(".")[1], "base64url").toString())
    if (claims.exp * 1000 <= this.now()) {
      throw new ApProblem("AP007")
    }
    return claims
  }

  #sign = (text: string) => createHmac("sha256", this.secret).update(text).digest("base64url")
}

/** `POST /v2/token`. */
export const tokenOperations = ({ credentials, tokens, users }: World): Operation[] => [
  {
    method: "post",
    path: "/token",
    token: "none",
    act: ({ body }) => {
      const request = read(TokenRequest, body)
      if (request.scope !== "merchant" && request.scope !== "userForMerchant") {
        throw new ApProblem("AP700", { message: "Invalid scope" })
      }
      if (request.id === undefined) {
        throw missing("id")
      }
      const id = MerchantId.safeParse(request.id)
      if (!id.success) {
        throw malformed("id: invalid UUID format")
      }
      const isKnown = request.apiKey === credentials.apiKey && request.apiSecret === credentials.apiSecret
      if (!isKnown || id.data !== credentials.merchantId) {
        throw new ApProblem("AP002")
      }
      if (request.scope === "merchant") {
        return tokens.issue("merchant")
      }
      if (request.userId === undefined) {
        throw missing("userId")
      }
      if (!isUuid(request.userId)) {
        throw malformed("userId: invalid username format")
      }
      users.connected(request.userId)
      return tokens.issue("userForMerchant", request.userId)
    },
  },
]
