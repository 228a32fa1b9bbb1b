import { z } from "@medusajs/framework/zod"
import { Router, type Request, type Response } from "express"
import { randomUUID } from "node:crypto"
import { assumed, basicAuth, payload, refuse, toCents, type HypurCredentials } from "./answers"
import { refundedCents, type PaymentRequest, type RequestBook } from "./requests"

const text = z.string().max(200)

/** The documented fields of `CreateRequest`. `Reference` is ours: whether Hypur takes one is not known. */
const CreateRequest = z.strictObject({
  Amount: z.number(),
  ApiVersion: z.literal("1.0"),
  ClientPubKey: text,
  UserBusinessName: text.optional(),
  UserBusinessAddress: text.optional(),
  UserBusinessCity: text.optional(),
  UserBusinessStateCode: z.string().length(2).optional(),
  UserBusinessZip: text.optional(),
  UserEmail: text.optional(),
  UserFirstName: text.optional(),
  UserLastName: text.optional(),
  UserPhone: z
    .string()
    .regex(/^\d{10}$/)
    .optional(),
  Reference: text.optional(),
})

const Act = z.strictObject({ ApiVersion: z.literal("1.0"), ClientPubKey: text, RequestId: text })
const MoneyAct = Act.extend({ Amount: z.number(), Reference: text.optional() })

/** Names under which the assumed calls are served; the shop is configured with the same. */
export const ASSUMED_METHODS = {
  getRequest: "GetRequest",
  refund: "Refund",
  adjust: "Adjust",
  cancel: "Cancel",
  tip: "Tip",
} as const

/** `/thirdparty/payments/v1.0`. Documented: `CreateRequest`, its credentials and fields. The rest carries `X-Sim-Assumed`. */
export function paymentsApi(book: RequestBook, credentials: HypurCredentials) {
  const router = Router()
  router.use(basicAuth(credentials))

  const read = <T extends z.ZodType<{ ClientPubKey: string }>>(schema: T, req: Request, res: Response) => {
    const result = schema.safeParse(req.body ?? {})
    if (!result.success) {
      const [{ path, message }] = result.error.issues
      return void refuse(res, 400, "ValidationError", `${path.join(".") || "body"}: ${message}`)
    }
    if (result.data.ClientPubKey !== credentials.clientPubKey) {
      return void refuse(res, 401, "Unauthorized", "ClientPubKey is not known")
    }
    return result.data
  }

  router.post("/CreateRequest", (req, res) => {
    const body = read(CreateRequest, req, res)
    const cents = body && toCents(body.Amount)
    if (body && !cents) {
      return refuse(res, 400, "ValidationError", "Amount: must be dollars with at most two decimals, above 0")
    }
    if (body && cents) {
      const { UserFirstName, UserLastName, Reference = null } = body
      const buyer = [UserFirstName, UserLastName].filter(Boolean).join(" ")
      const request = book.create({ cents, reference: Reference, buyer })
      // That there is a `Payload` is documented, what it holds is not.
      assumed(res)
      res.json({ Success: true, Payload: payload(request), RequestId: randomUUID(), Error: null })
    }
  })

  const onRequest = <T extends typeof Act>(
    name: string,
    schema: T,
    act: (request: PaymentRequest, body: z.output<T>, res: Response) => object | undefined
  ) =>
    router.post(`/${name}`, (req, res) => {
      assumed(res)
      const body = read(schema, req, res)
      if (!body) {
        return
      }
      const request = book.get(body.RequestId)
      if (!request) {
        return refuse(res, 404, "NotFound", "There is no such request")
      }
      const answer = act(request, body, res)
      if (answer) {
        res.json({ Success: true, Payload: answer, RequestId: randomUUID(), Error: null })
      }
    })

  /** A refusal of business: under HTTP 200, as the documented rule has it. */
  const no = (res: Response, name: string, message: string) => void refuse(res, 200, name, message, 409)

  onRequest(ASSUMED_METHODS.getRequest, Act, (request) => payload(request))

  onRequest(ASSUMED_METHODS.refund, MoneyAct, (request, { Amount }, res) => {
    const cents = toCents(Amount)
    const left = request.cents + request.tip_cents - refundedCents(request)
    if (!cents || cents > left) {
      return no(res, "RefundError", "The amount is more than what is left of the payment")
    }
    if (!["approved", "settled", "represented"].includes(request.status)) {
      return no(res, "RefundError", "Nothing was taken that could be given back")
    }
    const { id, status } = book.refund(request, cents)
    return { ...payload(request), RefundId: id, Amount, Status: status }
  })

  onRequest(ASSUMED_METHODS.adjust, MoneyAct, (request, { Amount }, res) => {
    const cents = toCents(Amount)
    if (!cents || cents > request.cents || request.status !== "approved") {
      return no(res, "AdjustError", "Only a payment that waits for its batch can be lowered")
    }
    request.cents = cents
    book.changed(request)
    return payload(request)
  })

  onRequest(ASSUMED_METHODS.tip, MoneyAct, (request, { Amount }, res) => {
    const cents = toCents(Amount)
    if (cents === undefined || request.status !== "approved") {
      return no(res, "TipError", "Only a payment that waits for its batch can get a tip")
    }
    request.tip_cents = cents
    book.changed(request)
    return payload(request)
  })

  onRequest(ASSUMED_METHODS.cancel, Act, (request, _body, res) => {
    if (request.status !== "canceled") {
      if (!book.next(request).includes("canceled")) {
        return no(res, "CancelError", "The payment cannot be canceled any more")
      }
      book.move(request, "canceled")
    }
    return payload(request)
  })

  router.use((_req, res) => refuse(res, 404, "NotFound", "There is no such method"))
  return router
}
