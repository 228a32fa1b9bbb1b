import { z } from "@medusajs/framework/zod"
import { Router } from "express"
import { handler, notFound, Paging, parse, Problem } from "../frame/problem"
import { payload } from "./answers"
import type { PaymentRequest, RequestBook, RequestStatus } from "./requests"
import type { Webhooks } from "./webhooks"

const cents = z.number().int().min(0).max(100_000_000)

const Query = z.strictObject({
  status: z.string().max(50).optional(),
  reference: z.string().max(200).optional(),
  ...Paging,
})
const Approve = z.strictObject({
  fee_cents: cents.default(0),
  tip_cents: cents.default(0),
  /** What is taken, when it is not what was asked for. */
  cents: cents.min(1).optional(),
})
const Say = z.strictObject({ status: z.string().min(1).max(50) })
const Announce = z.strictObject({
  times: z.number().int().min(1).max(100).default(1),
  delay_ms: z.number().int().min(0).max(31_536_000_000).default(0),
})
const Target = z.strictObject({
  url: z.url().max(2000).nullable(),
  secret: z.string().min(1).max(200).nullable().default(null),
})
const Options = z.strictObject({ refunds_wait: z.boolean() })
const Nothing = z.strictObject({})

export const show = (request: PaymentRequest, book: RequestBook) => ({
  ...request,
  next: book.next(request),
  payload: payload(request),
})

/** Acts that only move a request. */
const MOVES: Record<string, RequestStatus> = {
  decline: "declined",
  expire: "expired",
  return: "returned",
  represent: "represented",
}

/** `/hypur/__sim`: what consumers, banks and the portal do. No credentials; it exists in the sandbox only. */
export function staff(book: RequestBook, webhooks: Webhooks) {
  const router = Router()

  const find = (id: string) => {
    const request = book.get(id)
    if (!request) {
      throw new Problem(404, `there is no Hypur request ${id}`, "id")
    }
    return request
  }
  const move = (request: PaymentRequest, status: RequestStatus) => {
    if (!book.next(request).includes(status)) {
      throw new Problem(422, `a request that is ${request.status} cannot become ${status}`, "id")
    }
    book.move(request, status)
  }

  router.get(
    "/requests",
    handler((req, res) => {
      const { limit, offset, status, reference } = parse(Query, req.query)
      const { rows, count } = book.page(
        { limit, offset },
        (request) => (!status || request.status === status) && (!reference || request.reference === reference)
      )
      res.json({ requests: rows.map((request) => show(request, book)), count, limit, offset })
    })
  )

  router.get("/books", (_req, res) => void res.json({ books: book.books() }))

  router.get(
    "/requests/:id",
    handler((req, res) => res.json({ request: show(find(req.params.id), book) }))
  )

  router.post(
    "/requests/:id/approve",
    handler((req, res) => {
      const request = find(req.params.id)
      const { fee_cents, tip_cents, cents = request.cents } = parse(Approve, req.body)
      if (!book.next(request).includes("approved")) {
        throw new Problem(422, `a request that is ${request.status} cannot be approved`, "id")
      }
      Object.assign(request, { fee_cents, tip_cents, cents })
      move(request, "approved")
      res.json({ request: show(request, book) })
    })
  )

  for (const [act, status] of Object.entries(MOVES)) {
    router.post(
      `/requests/:id/${act}`,
      handler((req, res) => {
        parse(Nothing, req.body)
        const request = find(req.params.id)
        move(request, status)
        res.json({ request: show(request, book) })
      })
    )
  }

  router.post(
    "/requests/:id/settle",
    handler((req, res) => {
      const { paid_out } = parse(z.strictObject({ paid_out: z.boolean().default(true) }), req.body)
      const request = find(req.params.id)
      request.paid_out = paid_out
      request.refunds.forEach((refund) => (refund.status = "Refunded"))
      if (request.status === "settled") {
        book.changed(request)
      } else {
        move(request, "settled")
      }
      res.json({ request: show(request, book) })
    })
  )

  /** Calls its status something else, without changing it. */
  router.post(
    "/requests/:id/say",
    handler((req, res) => {
      const request = find(req.params.id)
      request.said = parse(Say, req.body).status
      book.changed(request)
      res.json({ request: show(request, book) })
    })
  )

  router.post(
    "/requests/:id/webhooks",
    handler((req, res) => {
      const { times, delay_ms: delayMs } = parse(Announce, req.body)
      res.json({ webhooks: webhooks.announce(find(req.params.id), times, delayMs) })
    })
  )

  router.get(
    "/webhooks",
    handler((req, res) => {
      const { limit, offset } = parse(z.strictObject(Paging), req.query)
      const { rows, count } = webhooks.page({ limit, offset })
      res.json({ webhooks: rows, count, limit, offset })
    })
  )

  router.post(
    "/webhooks/target",
    handler((req, res) => {
      const { url, secret } = parse(Target, req.body)
      webhooks.target = url ? { url, secret } : undefined
      res.json({ target: url })
    })
  )

  router.post(
    "/options",
    handler((req, res) => {
      const { refunds_wait } = parse(Options, req.body)
      book.refundsWait = refunds_wait
      res.json({ options: { refunds_wait } })
    })
  )

  router.use(notFound)
  return router
}
