import { errorHandler as medusaErrorHandler, getHttpResponseFromError } from "@medusajs/framework/http"
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import type { GateAnswer } from "../types"

/** A gate said no: 400 with every reason at once. */
export class GateBlockedError extends MedusaError {
  constructor(public readonly reasons: GateAnswer[]) {
    const blocking = reasons.filter(({ severity }) => severity === "block")
    super(MedusaError.Types.NOT_ALLOWED, blocking.map(({ message }) => message).join(" "), "gate_blocked")
  }
}

/** Too many requests: 429 with `Retry-After` in seconds. */
export class TooManyRequestsError extends MedusaError {
  constructor(
    message: string,
    public readonly retry_after: number
  ) {
    super("too_many_requests", message, "too_many_requests")
  }
}

/** A repeat cannot help: the outbox makes the message a dead letter at once. */
export class PermanentFailure extends MedusaError {
  readonly permanent = true

  constructor(message: string) {
    super(MedusaError.Types.NOT_ALLOWED, message)
  }
}

type KnownError = Error & {
  type?: string
  code?: string
  reasons?: GateAnswer[]
  retry_after?: number
  message: string
}

/** PostgreSQL's class 22 (a value that no column takes) and 08P01, its answer to a NUL character in a parameter. */
const UNSTORABLE = /^(22[0-9A-Z]{3}|08P01)$/

/**
 * The one error handler of the store, on top of Medusa's: it adds `reasons`, keeps the sentence of our conflicts
 * (Medusa replaces it with a general one), answers 429, and answers 400 where Medusa says 500 to what only the client
 * can have got wrong. An error that crossed a workflow is a plain object by then, so its fields are read rather than
 * its class.
 */
export function errorHandler() {
  const medusa = medusaErrorHandler()

  return (error: KnownError, req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction) => {
    const answer = ownAnswer(error)
    if (!answer) {
      medusa(error as never, req, res, next)
      return
    }
    const logger = req.scope.resolve(ContainerRegistrationKeys.LOGGER)
    logger.info(`${answer.status} at ${req.method} ${req.path}: ${error.message}`)
    if (answer.status === 429) {
      res.setHeader("Retry-After", String(Math.max(1, Math.ceil(error.retry_after ?? 1))))
    }
    res.status(answer.status).json(answer.body)
  }
}

/** What we answer ourselves; nothing where Medusa's answer is right. */
function ownAnswer(error: KnownError): { status: number; body: object } | undefined {
  const { type, code, message, reasons } = error ?? {}
  if (type === "too_many_requests") {
    return { status: 429, body: { type, code, message } }
  }
  if (Array.isArray(reasons) || type === MedusaError.Types.CONFLICT) {
    const { statusCode, body } = getHttpResponseFromError(error as never)
    return { status: statusCode, body: { ...body, message, ...(reasons && { reasons }) } }
  }
  if (type === MedusaError.Types.INVALID_ARGUMENT) {
    // Medusa throws it for query strings that it cannot make sense of (`?a.b.c=1`).
    return { status: 400, body: { type: MedusaError.Types.INVALID_DATA, message } }
  }
  if (code && UNSTORABLE.test(code)) {
    return {
      status: 400,
      body: { type: MedusaError.Types.INVALID_DATA, message: "A value of the request cannot be stored" },
    }
  }
}
