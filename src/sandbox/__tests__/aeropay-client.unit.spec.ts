import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { z } from "@medusajs/framework/zod"
import * as sandboxAnswers from "../aeropay/answers"
import * as sandbox from "../aeropay/schemas"
import { answers, requests, usd } from "../../../plugins/payments/src/lib/aeropay/wire"

const UUID = "0908b07b-01a3-4226-b48a-44c0984b2906"

/** A request of every operation that has a body. */
const SAMPLES = {
  token: { apiKey: "k", apiSecret: "s", scope: "userForMerchant", id: 582, userId: UUID },
  user: { firstName: "Robin", lastName: "Shopper", email: "robin@example.com", phoneNumber: "+12065550100" },
  confirmUser: { userId: UUID, code: "000000", merchantId: 582 },
  linkAccountFromAggregator: { connectionId: UUID, aggregator: "aerosync" },
  transaction: { merchantId: 582, amount: usd(4200), bankAccountId: 7, referenceId: "payses_1" },
  preauthTransaction: { merchantId: 582, amount: usd(4200), bankAccountId: 7, referenceId: "payses_1" },
  updatePreauthTransaction: { amount: usd(4000) },
  capturePreauthTransaction: { id: UUID },
  reverseTransaction: { id: UUID, amount: usd(100), uuid: UUID, referenceId: "payses_1" },
  payoutTransaction: { userId: UUID, merchantId: 582, amount: usd(100), referenceId: "payout:1" },
  transactionSearch: { timezone: "UTC", page: "1", perPage: "100", filters: { referenceId: "payses_1" } },
  paymentLink: { merchantId: "582", phone: "+12065550100", referenceId: "link-1", amount: usd(100) },
  webhook: { topic: "user_active", url: "http://localhost:9000/hooks/payment/aeropay_aeropay" },
} as const satisfies Record<keyof typeof requests, unknown>

const TAKEN: Partial<Record<keyof typeof requests, z.ZodType>> = {
  token: sandbox.TokenRequest,
  user: sandbox.UserRequest,
  confirmUser: sandbox.ConfirmRequest,
  linkAccountFromAggregator: sandbox.LinkRequest,
  transaction: sandbox.PaymentRequest,
  preauthTransaction: sandbox.PreauthRequest,
  updatePreauthTransaction: sandbox.PreauthUpdate,
  capturePreauthTransaction: sandbox.CaptureRequest,
  reverseTransaction: sandbox.ReverseRequest,
  payoutTransaction: sandbox.PayoutRequest,
  transactionSearch: sandbox.SearchRequest,
  paymentLink: sandbox.PaymentLinkRequest,
}

describe("what the client sends", () => {
  it.each(Object.entries(SAMPLES))("is what the service takes: %s", (operation, body) => {
    const name = operation as keyof typeof requests
    expect(requests[name].safeParse(body).error).toBeUndefined()
    expect(TAKEN[name]?.safeParse(body).error).toBeUndefined()
  })
})

/** Fields that an answer must have for us, compared with those the sandbox always gives. */
describe("what the client reads", () => {
  it.each([
    ["token", answers.token, sandboxAnswers.TokenAnswer],
    ["user", answers.user, sandboxAnswers.UserAnswer],
    ["credentials", answers.credentials, sandboxAnswers.CredentialsAnswer],
    ["linked", answers.linked, sandboxAnswers.LinkAnswer],
    ["transaction", answers.transaction, sandboxAnswers.TransactionAnswer],
    ["preauth", answers.preauth, sandboxAnswers.PreauthAnswer],
    ["refunds", answers.refunds, sandboxAnswers.RefundsAnswer],
    ["batches", answers.batches, sandboxAnswers.BatchesAnswer],
  ] as const)("is there in every answer: %s", (_name, ours, theirs) => {
    expect(missing(json(ours), json(theirs))).toEqual([])
  })
})

// Not part of the project: compared where it lies beside it.
const document = ["../../../..", "../../../../.."]
  .map((beside) => join(__dirname, beside, "shared/research/aeropay-v2-openapi.json"))
  .find(existsSync)
if (document) {
  const { paths } = JSON.parse(readFileSync(document, "utf8"))
  const PATHS: Partial<Record<keyof typeof requests, [string, string]>> = {
    user: ["post", "/v2/user"],
    confirmUser: ["post", "/v2/confirmUser"],
    linkAccountFromAggregator: ["post", "/v2/linkAccountFromAggregator"],
    transaction: ["post", "/v2/transaction"],
    preauthTransaction: ["post", "/v2/preauthTransaction"],
    updatePreauthTransaction: ["patch", "/v2/preauthTransaction/{preauthTransactionId}"],
    capturePreauthTransaction: ["post", "/v2/capturePreauthTransaction"],
    reverseTransaction: ["post", "/v2/reverseTransaction"],
    payoutTransaction: ["post", "/v2/payoutTransaction"],
    transactionSearch: ["post", "/v2/transactionSearch"],
    paymentLink: ["post", "/v2/paymentLink"],
    webhook: ["post", "/v2/webhook"],
  }

  describe("Aeropay's own document", () => {
    it.each(Object.entries(PATHS))("knows every field that is sent, and misses none: %s", (name, [method, path]) => {
      const { schema } = paths[path][method].requestBody.content["application/json"]
      const { properties, required = [] } = schema.$ref ? resolve(schema.$ref) : schema
      const sent = Object.keys(SAMPLES[name as keyof typeof requests])
      // The rest of the document tells of `referenceId` for a reversal; its schema forgot it.
      const unknown = sent.filter((field) => !(field in properties) && field !== "referenceId" && field !== "uuid")
      expect(unknown).toEqual([])
      expect(required.filter((field: string) => !sent.includes(field))).toEqual([])
    })
  })

  const resolve = (ref: string) =>
    ref
      .slice(2)
      .split("/")
      .reduce((inner: any, part) => inner[part], JSON.parse(readFileSync(document, "utf8")))
}

type Shape = { properties?: Record<string, Shape>; required?: string[]; items?: Shape; anyOf?: Shape[] }

const json = (schema: z.ZodType) => z.toJSONSchema(schema, { unrepresentable: "any" }) as Shape

/** Paths that `ours` requires and `theirs` does not always have. */
function missing(ours: Shape, theirs: Shape, path = ""): string[] {
  return (ours.required ?? []).flatMap((field) => {
    const at = `${path}.${field}`
    const inner = theirs.properties?.[field]
    if (!inner || !theirs.required?.includes(field)) {
      return [at]
    }
    const mine = ours.properties![field]
    return mine.items && inner.items ? missing(mine.items, inner.items, `${at}[]`) : missing(mine, inner, at)
  })
}
