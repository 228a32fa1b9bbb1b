import { MedusaError } from "@medusajs/framework/utils"
import { errorHandler, GateBlockedError, PermanentFailure, TooManyRequestsError } from "../errors"

function answerTo(error: unknown) {
  const headers: Record<string, string> = {}
  const answer = { status: 0, body: {} as Record<string, any>, headers }
  const res = {
    setHeader: (name: string, value: string) => (headers[name] = value),
    status: (code: number) => ((answer.status = code), res),
    json: (body: Record<string, any>) => (answer.body = body),
  }
  const logger = { info: () => undefined, error: () => undefined }
  const req = { method: "POST", path: "/store/x", scope: { resolve: () => logger } }
  errorHandler()(error as never, req as never, res as never, () => undefined)
  return answer
}

describe("errorHandler", () => {
  const reason = { gate: "a.b", severity: "block" as const, code: "a.b.c", message: "No." }

  it("hands on every reason, also of an error that crossed a workflow", () => {
    const error = new GateBlockedError([reason])
    const crossed = { ...error, message: error.message, stack: "" }
    for (const each of [error, crossed]) {
      expect(answerTo(each)).toMatchObject({
        status: 400,
        body: { type: "not_allowed", code: "gate_blocked", message: "No.", reasons: [reason] },
      })
    }
  })

  it("keeps the sentence of a conflict", () => {
    const { status, body } = answerTo(new MedusaError(MedusaError.Types.CONFLICT, "Somebody was faster."))
    expect([status, body.message]).toEqual([409, "Somebody was faster."])
  })

  it("answers 429 with whole seconds to wait", () => {
    const { status, headers } = answerTo(new TooManyRequestsError("Slow down.", 1.2))
    expect([status, headers["Retry-After"]]).toEqual([429, "2"])
  })

  it.each([
    ["a query that Medusa cannot read", new MedusaError(MedusaError.Types.INVALID_ARGUMENT, "Too deep")],
    ["a value that PostgreSQL cannot store", Object.assign(new Error("invalid byte sequence"), { code: "22021" })],
  ])("answers 400 to %s", (_what, error) => {
    const { status, body } = answerTo(error)
    expect(status).toBe(400)
    expect(body.message).not.toContain("byte sequence")
  })

  it("leaves the rest to Medusa", () => {
    expect(answerTo(new MedusaError(MedusaError.Types.NOT_FOUND, "Nothing here")).status).toBe(404)
    expect(answerTo(new Error("boom"))).toMatchObject({ status: 500, body: { message: "An unknown error occurred." } })
  })

  it("marks a failure that no repeat can mend", () => expect(new PermanentFailure("no").permanent).toBe(true))
})
