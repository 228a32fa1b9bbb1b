import Ajv from "ajv"
import { existsSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import type { z } from "@medusajs/framework/zod"
import * as answers from "../aeropay/answers"
import { cents, key, MERCHANT, startAeropay, type AeropayUnderTest } from "./aeropay-support"
import type { Answer } from "./support"

type Exchange = { operation: string; request?: unknown; answer: Answer }

/** Every operation of the API, and the schema its successes keep to. */
const OPERATIONS: Record<string, z.ZodType> = {
  "POST /v2/token": answers.TokenAnswer,
  "POST /v2/user": answers.NewUserAnswer,
  "GET /v2/user": answers.UserAnswer,
  "POST /v2/confirmUser": answers.UserAnswer,
  "GET /v2/aggregatorCredentials": answers.CredentialsAnswer,
  "POST /v2/linkAccountFromAggregator": answers.LinkAnswer,
  "GET /v2/bankAccounts": answers.AccountsAnswer,
  "PATCH /v2/userBankAccount/{bankAccountId}": answers.AccountAnswer,
  "POST /v2/transaction": answers.NewTransactionAnswer,
  "GET /v2/transaction/{transactionId}": answers.TransactionAnswer,
  "GET /v2/transaction/{transactionUUID}/refunds": answers.RefundsAnswer,
  "GET /v2/transaction/idempotency/{idempotencyKey}": answers.TransactionAnswer,
  "POST /v2/preauthTransaction": answers.PreauthAnswer,
  "GET /v2/preauthTransaction/{preauthTransactionId}": answers.PreauthAnswer,
  "PATCH /v2/preauthTransaction/{preauthTransactionId}": answers.PreauthAnswer,
  "DELETE /v2/preauthTransaction/{preauthTransactionId}": answers.CanceledAnswer,
  "GET /v2/preauthTransactions": answers.PreauthsAnswer,
  "POST /v2/capturePreauthTransaction": answers.CaptureAnswer,
  "POST /v2/reverseTransaction": answers.ReverseAnswer,
  "POST /v2/payoutTransaction": answers.NewTransactionAnswer,
  "POST /v2/transactionSearch": answers.SearchAnswer,
  "POST /v2/paymentLink": answers.PaymentLinkAnswer,
  "POST /v2/createWebhookSigningKey": answers.SigningKeyAnswer,
  "POST /v2/webhook": answers.WebhookAnswer,
  "GET /v2/webhook": answers.WebhooksAnswer,
  "DELETE /v2/webhook": answers.WebhooksDeletedAnswer,
  "GET /v2/reports/transactions/batches": answers.BatchesAnswer,
  "GET /v2/reports/transactions/totals": answers.TotalsAnswer,
  "GET /v2/reports/transactions/CSV": answers.CsvAnswer,
  "GET /v2/merchantReputation": answers.ReputationAnswer,
  "POST /v2/merchantReputation": answers.ReputationsAnswer,
  "GET /v2/merchant/tipConfiguration": answers.TipsAnswer,
}

/** A customer's whole way through, and what goes wrong beside it: every operation, its successes and its errors. */
async function wholeWay(sandbox: AeropayUnderTest): Promise<Exchange[]> {
  const { api, clock, token, options, sim } = sandbox
  const exchanges: Exchange[] = []
  const exchange = async (
    operation: string,
    bearer?: string,
    request?: unknown,
    idempotencyKey?: string,
    address?: string
  ) => {
    const [method, path] = operation.split(" ")
    const answer = await api(method, (address ?? path).replace("/v2", ""), bearer, request, idempotencyKey)
    exchanges.push({ operation, request, answer })
    return answer.body
  }
  const withId = (operation: string, id: unknown, bearer: string, request?: unknown) =>
    exchange(operation, bearer, request, undefined, operation.split(" ")[1].replace(/\{\w+\}/, String(id)))
  const withQuery = (operation: string, query: string, bearer: string) =>
    exchange(operation, bearer, undefined, undefined, `${operation.split(" ")[1]}?${query}`)

  clock.set(new Date("2026-03-10T17:00:00Z"))
  const login = { apiKey: "sandbox-aeropay-key", apiSecret: "sandbox-aeropay-secret", id: MERCHANT }
  await exchange("POST /v2/token", undefined, { ...login, scope: "merchant", apiKey: "guess" })
  const { token: merchant } = await exchange("POST /v2/token", undefined, { ...login, scope: "merchant" })
  const person = { firstName: "Ada", lastName: "Byron", email: "ada@example.com", phoneNumber: "+12065550100" }
  await exchange("POST /v2/user", merchant, { ...person, phoneNumber: "5550173" })
  const { user } = await exchange("POST /v2/user", merchant, person)
  await exchange("POST /v2/confirmUser", merchant, { userId: user.id, code: "1", merchantId: MERCHANT })
  await exchange("POST /v2/confirmUser", merchant, { userId: user.id, code: "000000", merchantId: MERCHANT })
  const { token: ada } = await exchange("POST /v2/token", undefined, {
    ...login,
    scope: "userForMerchant",
    userId: user.id,
  })
  await exchange("GET /v2/user", ada)
  await exchange("GET /v2/aggregatorCredentials", ada)
  await withQuery("GET /v2/aggregatorCredentials", "aggregator=aerosync", ada)
  const link = { connectionId: crypto.randomUUID(), aggregator: "aerosync" }
  await exchange("POST /v2/linkAccountFromAggregator", ada, link)
  const { connection } = (await sim("/connections", { user_id: user.id })).body
  const { userBankInfo } = await exchange("POST /v2/linkAccountFromAggregator", ada, {
    ...link,
    connectionId: connection.id,
  })
  await exchange("GET /v2/bankAccounts", ada)
  await withId("PATCH /v2/userBankAccount/{bankAccountId}", userBankInfo.bankAccountId, ada)
  await withId("PATCH /v2/userBankAccount/{bankAccountId}", 1, ada)

  await exchange("POST /v2/createWebhookSigningKey", merchant)
  await exchange("POST /v2/webhook", merchant, { topic: "transaction_completed", url: "https://shop.example/hooks" })
  await exchange("GET /v2/webhook", merchant)

  const bankAccountId = userBankInfo.bankAccountId
  const attributes = {
    invoice: { value: "12", description: "Shop" },
    tip: { tipAmount: "0.50", label: "$0.50", totalAmount: "10.50" },
  }
  const sale = { merchantId: MERCHANT, bankAccountId, amount: cents(1000), referenceId: "payses_1", attributes }
  for (const shape of ["object", "array"]) {
    await options({ attributes_as: shape })
    const idempotencyKey = key(shape.length)
    const { transaction } = await exchange("POST /v2/transaction", ada, sale, idempotencyKey)
    await withId("GET /v2/transaction/{transactionId}", transaction.id, merchant)
    await withId("GET /v2/transaction/idempotency/{idempotencyKey}", idempotencyKey, merchant)
    await exchange("POST /v2/reverseTransaction", merchant, {
      id: transaction.id,
      amount: cents(100),
      referenceId: "r",
    })
    await withId("GET /v2/transaction/{transactionUUID}/refunds", transaction.id, ada)
    await exchange("POST /v2/transactionSearch", merchant, { timezone: "America/Chicago", page: "1", perPage: "50" })
  }
  await options({ attributes_as: "object" })
  await exchange("POST /v2/transaction", ada, { ...sale, amount: cents(5) })
  await exchange("POST /v2/transaction", ada, { ...sale, bankAccountId: 1 })
  const whole = await exchange("POST /v2/transaction", ada, { merchantId: MERCHANT, amount: cents(400) })
  await exchange("POST /v2/reverseTransaction", merchant, { id: whole.transaction.id })
  await exchange("POST /v2/reverseTransaction", merchant, { id: whole.transaction.id })
  const settled = await exchange("POST /v2/transaction", ada, { merchantId: MERCHANT, amount: cents(400) })
  await sim(`/transactions/${settled.transaction.id}/settle`)
  await exchange("POST /v2/reverseTransaction", merchant, { id: settled.transaction.id, uuid: key(7) })
  await withId("GET /v2/transaction/{transactionUUID}/refunds", settled.transaction.id, ada)
  const returned = await exchange("POST /v2/transaction", ada, { merchantId: MERCHANT, amount: cents(400) })
  await sim(`/transactions/${returned.transaction.id}/return`)
  await withId("GET /v2/transaction/{transactionId}", returned.transaction.id, merchant)
  await withId("GET /v2/transaction/{transactionId}", key(9), merchant)
  await sim(`/users/${user.id}/resolve`)

  const hold = { merchantId: MERCHANT, bankAccountId, amount: cents(1000), referenceId: "payses_2", attributes }
  for (const reply of ["new_transaction", "echo_preauth"]) {
    await options({ capture_reply: reply })
    const { transaction } = await exchange("POST /v2/preauthTransaction", ada, hold)
    await withId("GET /v2/preauthTransaction/{preauthTransactionId}", transaction.id, merchant)
    const change = { amount: cents(900), attributes: { invoice: attributes.invoice } }
    await withId("PATCH /v2/preauthTransaction/{preauthTransactionId}", transaction.id, merchant, change)
    await exchange("POST /v2/capturePreauthTransaction", merchant, { id: transaction.id })
    await exchange("POST /v2/capturePreauthTransaction", merchant, { id: transaction.id })
  }
  const other = (await exchange("POST /v2/preauthTransaction", ada, hold)).transaction
  await withId("DELETE /v2/preauthTransaction/{preauthTransactionId}", other.id, merchant)
  await withId("DELETE /v2/preauthTransaction/{preauthTransactionId}", other.id, merchant)
  await withId("GET /v2/preauthTransaction/{preauthTransactionId}", "x", merchant)
  await withQuery("GET /v2/preauthTransactions", "perPage=2", merchant)

  await exchange("POST /v2/payoutTransaction", merchant, { userId: user.id, merchantId: MERCHANT, amount: cents(10) })
  await exchange("POST /v2/payoutTransaction", merchant, {
    userId: user.id,
    merchantId: MERCHANT,
    amount: cents(10),
    bankAccountId: 1,
  })
  await exchange("POST /v2/paymentLink", merchant, {
    merchantId: String(MERCHANT),
    phone: person.phoneNumber,
    amount: cents(10),
  })
  await exchange("POST /v2/paymentLink", merchant, { merchantId: String(MERCHANT) })
  const userReputations = [{ userId: user.id, reputation: 1 }]
  await exchange("POST /v2/merchantReputation", merchant, { merchantId: MERCHANT, userReputations })
  await withQuery("GET /v2/merchantReputation", `userId=${user.id}`, merchant)
  for (const tips of ["off", "percentages", "mixed"]) {
    await options({ tips })
    await exchange("GET /v2/merchant/tipConfiguration", merchant)
  }
  await withQuery("DELETE /v2/webhook", "topic=transaction_completed", merchant)
  await exchange("DELETE /v2/webhook", merchant)
  clock.set(new Date("2026-03-11T17:00:00Z"))
  await exchange("GET /v2/bankAccounts", ada)
  const later = await token()
  for (const report of ["batches", "totals", "CSV"]) {
    await withQuery(`GET /v2/reports/transactions/${report}`, "dateBegin=03-01-2026&dateEnd=03-31-2026", later)
  }
  return exchanges
}

const isSuccess = ({ answer }: Exchange) => answer.status === 200 && !answer.body.error && answer.body.success !== false

describe("the contract", () => {
  let exchanges: Exchange[]

  beforeAll(async () => {
    const sandbox = await startAeropay()
    exchanges = await wholeWay(sandbox)
    await sandbox.close()
  })

  it("is kept by every answer, field by field", () => {
    for (const exchange of exchanges) {
      const schema = isSuccess(exchange) ? OPERATIONS[exchange.operation] : answers.ErrorAnswer
      const result = schema.safeParse(exchange.answer.body)
      expect([exchange.operation, result.error?.issues, exchange.answer.body]).toEqual([
        exchange.operation,
        undefined,
        exchange.answer.body,
      ])
    }
    const succeeded = new Set(exchanges.filter(isSuccess).map(({ operation }) => operation))
    expect([...succeeded].sort()).toEqual(Object.keys(OPERATIONS).sort())
  })

  // The provider's own document is not part of the project.
  const file = resolve(__dirname, "../../../../shared/research/aeropay-v2-openapi.json")
  if (existsSync(file)) {
    it("is that of Aeropay's own document, for requests and answers of every operation", () => {
      const document = new OpenApi(JSON.parse(readFileSync(file, "utf8")))
      expect(document.operations().sort()).toEqual(Object.keys(OPERATIONS).sort())
      for (const exchange of exchanges) {
        expect([exchange.operation, document.problemsOf(exchange)]).toEqual([exchange.operation, []])
      }
    })
  }
})

type Schema = Record<string, any>

/** Fields that Aeropay's other pages have; the last one the document itself has wherever else a preauth is answered. */
const SAID_ELSEWHERE = ["user.aeroPassUserUuid", "transaction.returnCode", "transaction.referenceId"]

/** The schema of the list is there, but the operation names that of one preauth instead. */
const SCHEMA_MEANT: Record<string, string> = { "GET /v2/preauthTransactions": "preauthTransactionGetResponse" }

/**
 * Checks against a document whose schemas are loose: nothing is required and nothing forbidden. So an answer must have the
 * types of the schema and, unless it is marked as assumed, no field that neither the schema nor an example has.
 */
class OpenApi {
  #ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })

  constructor(private readonly document: Schema) {
    this.#ajv.addSchema(loosened(document) as Schema, "aeropay")
  }

  operations = () =>
    Object.entries(this.document.paths as Schema).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => method !== "parameters")
        .map((method) => `${method.toUpperCase()} ${path}`)
    )

  problemsOf({ operation, request, answer }: Exchange): string[] {
    const [method, path] = operation.split(" ")
    const described = this.document.paths[path][method.toLowerCase()]
    const at = `/paths/${path.replace(/~/g, "~0").replace(/\//g, "~1")}/${method.toLowerCase()}`
    const problems: string[] = []
    if (request !== undefined) {
      problems.push(...this.#check(`${at}/requestBody/content/application~1json/schema`, request))
    }
    const responses = Object.keys(described.responses)
    const status = responses.includes(String(answer.status)) ? String(answer.status) : undefined
    if (!status) {
      // Errors of the token are the same everywhere, listed or not.
      return answer.status === 401 ? problems : [...problems, `status ${answer.status} is not listed`]
    }
    const content = described.responses[status].content["application/json"]
    if (content.schema) {
      problems.push(...this.#check(`${at}/responses/${status}/content/application~1json/schema`, answer.body))
    }
    if (answer.headers.get("x-sim-assumed")) {
      return problems
    }
    const known = new Set([
      ...fieldsOf(this.#resolved(content.schema ?? {})),
      ...fieldsOf(this.#resolved(this.document.components.schemas[SCHEMA_MEANT[operation]] ?? {})),
      ...Object.values((content.examples ?? {}) as Schema).flatMap(({ value }) => pathsOf(value)),
      ...pathsOf(content.example),
      ...SAID_ELSEWHERE,
      ...pathsOf({ error: { code: "", message: "", help: "" } }),
    ])
    const unknown = pathsOf(answer.body).filter((field) => !known.has(field))
    return [...problems, ...unknown.map((field) => `${field} is in neither schema nor examples`)]
  }

  #check(pointer: string, value: unknown): string[] {
    const validate = this.#ajv.compile({ $ref: `aeropay#${encodeURI(pointer).replace(/[{}]/g, encodeURIComponent)}` })
    return validate(value) ? [] : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`)
  }

  #resolved(schema: Schema): Schema {
    if (schema.$ref) {
      return this.#resolved(this.document.components.schemas[schema.$ref.split("/").pop()!])
    }
    return Object.fromEntries(
      Object.entries(schema).map(([name, inner]) => [
        name,
        Array.isArray(inner)
          ? inner.map((one) => (typeof one === "object" && one ? this.#resolved(one) : one))
          : inner && typeof inner === "object"
            ? this.#resolved(inner)
            : inner,
      ])
    )
  }
}

/** `a.b`, and `a[].b` for what is in lists. What is below `attributes` is free. */
function pathsOf(value: unknown, prefix = ""): string[] {
  if (!value || typeof value !== "object" || prefix.endsWith("attributes")) {
    return []
  }
  if (Array.isArray(value)) {
    return value.flatMap((one) => pathsOf(one, `${prefix}[]`))
  }
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = prefix ? `${prefix}.${name}` : name
    return [path, ...pathsOf(inner, path)]
  })
}

function fieldsOf(schema: Schema, prefix = ""): string[] {
  const branches = [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])]
  return [
    ...branches.flatMap((branch: Schema) => fieldsOf(branch, prefix)),
    ...(schema.items ? fieldsOf(schema.items, `${prefix}[]`) : []),
    ...Object.entries((schema.properties ?? {}) as Schema).flatMap(([name, inner]) => {
      const path = prefix ? `${prefix}.${name}` : name
      return [path, ...fieldsOf(inner, path)]
    }),
  ]
}

/**
 * The document contradicts its own examples in three places: attributes are objects or lists, `mfaType` may be null, and
 * alternatives overlap, because nothing is required in them.
 */
function loosened(schema: unknown, name?: string): unknown {
  if (Array.isArray(schema)) {
    return schema.map((one) => loosened(one))
  }
  if (!schema || typeof schema !== "object" || name === "example" || name === "examples") {
    return schema
  }
  if (name === "attributes") {
    return {}
  }
  const entries = Object.entries(schema as Schema).map(([key, inner]) => [
    key === "oneOf" ? "anyOf" : key,
    loosened(inner, key),
  ])
  return {
    ...Object.fromEntries(entries),
    ...(name === "mfaType" && { enum: ["sms", "email", null], type: ["string", "null"] }),
  }
}
