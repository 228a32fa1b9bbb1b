import { createHash } from "node:crypto"
import { Router, type Request, type Response } from "express"
import { ApProblem } from "./errors"
import type { Reply } from "./idempotency"
import type { Claims } from "./token"
import type { User } from "./users"
import type { World } from "./world"

/** What an operation is given. */
export type Call = {
  params: Record<string, string>
  query: Record<string, unknown>
  body: unknown
  /** Milliseconds, by the sandbox's clock. */
  at: number
  /** Address of this service, for links to its own pages. */
  origin: string
  /** Whose token it is; undefined for the merchant's. */
  caller: User | undefined
  /** The same, where only users come. */
  user: () => User
}

export type Operation = {
  method: "get" | "post" | "patch" | "delete"
  path: string
  token: "merchant" | "user" | "none" | (() => "merchant" | "user" | "any")
  /** Instead of AP006. */
  wrongToken?: () => ApProblem
  /** Takes an `Idempotency-Key`. */
  isIdempotent?: boolean
  /** Answers 200 with what it returns, or throws an `ApProblem`. */
  act: (call: Call) => object
}

class Assumed {
  constructor(readonly body: object) {}
}

/** An answer whose exact shape or circumstance no public document shows: it carries the header `X-Sim-Assumed`. */
export const assumed = (body: object): object => new Assumed(body)

const SCOPES = { merchant: "merchant", user: "userForMerchant" } as const

/** `/aeropay/v2`: routes, tokens, idempotency and the envelopes of errors around the operations. */
export function apiOf(world: World, operations: Operation[]) {
  const router = Router()
  for (const operation of operations) {
    router[operation.method](operation.path, (req, res) => {
      world.agenda.run()
      try {
        handle(world, operation, req, res)
      } catch (error) {
        send(res, replyOf(error))
      }
    })
  }
  router.use((_req, res) => send(res, replyOf(new ApProblem("AP1000", { assumed: true }))))
  return router
}

function handle(world: World, operation: Operation, req: Request, res: Response) {
  const claims = authorize(world, operation, req)
  const user = claims?.userId ? world.users.connected(claims.userId) : undefined
  const act = () => {
    try {
      const answer = operation.act({
        params: req.params,
        query: req.query,
        body: req.body,
        at: world.now(),
        origin: `${req.protocol}://${req.get("host")}${req.baseUrl.replace(/\/v2$/, "")}`,
        caller: user,
        user: () => user!,
      })
      return answer instanceof Assumed
        ? { status: 200, body: answer.body, isAssumed: true, isProblem: false }
        : { status: 200, body: answer, isAssumed: false, isProblem: false }
    } catch (error) {
      return replyOf(error)
    }
  }
  if (!operation.isIdempotent) {
    send(res, act())
    return
  }
  const key = req.get("idempotency-key")
  const entry =
    key === undefined
      ? undefined
      : world.idempotency.open(key, fingerprint(operation, claims, req.body), operation.path)
  if (entry?.reply) {
    send(res, entry.reply)
    return
  }
  const work = () => {
    world.agenda.run()
    const reply = act()
    if (entry) {
      world.idempotency.close(entry, reply)
    }
    send(res, reply)
  }
  if (world.switches.processing_ms) {
    world.frame.timers.after(world.switches.processing_ms, work, () => res.destroy())
  } else {
    work()
  }
}

function authorize({ tokens }: World, { token, wrongToken }: Operation, req: Request): Claims | undefined {
  const wanted = typeof token === "function" ? token() : token
  if (wanted === "none") {
    return undefined
  }
  const claims = tokens.claims(req.get("authorization"))
  const isRight = wanted === "any" ? claims.scope !== "widget" : claims.scope === SCOPES[wanted]
  if (!isRight) {
    throw wrongToken?.() ?? new ApProblem("AP006")
  }
  return claims
}

/** Of one request: another body, another user or another operation under the same key is AP1400. */
const fingerprint = ({ path }: Operation, claims: Claims | undefined, body: unknown) =>
  createHash("sha256")
    .update(JSON.stringify([path, claims?.userId, body]))
    .digest("base64")

function replyOf(error: unknown): Reply {
  if (!(error instanceof ApProblem)) {
    throw error
  }
  return { status: error.status, body: error.body, isAssumed: error.assumed, isProblem: true }
}

function send(res: Response, { status, body, isAssumed }: Reply) {
  // A client that hung up while the work went on, or a sandbox that closes, waits for nothing.
  if (res.destroyed) {
    return
  }
  if (isAssumed) {
    res.setHeader("X-Sim-Assumed", "true")
  }
  res.status(status).json(body)
}
