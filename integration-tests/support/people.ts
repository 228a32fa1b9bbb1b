import { randomBytes } from "node:crypto"
import type { Agent } from "supertest"

export type Shopper = {
  id: string
  email: string
  password: string
  token: string
  /** Publishable key and bearer token. */
  headers: Record<string, string>
}

type Answer = { status: number; body: any; text: string; request: { url: string; method?: string } }

/** The answer's body, or an error that shows what the server said: a bare "expected 200" hides the reason. */
export function mustSucceed<T extends Answer>(answer: T): T["body"] {
  if (answer.status < 200 || answer.status > 299) {
    throw new Error(`${answer.request.method ?? ""} ${answer.request.url} answered ${answer.status}: ${answer.text}`)
  }
  return answer.body
}

/** Registers a customer as a storefront does, over HTTP. */
export async function registerShopper(
  api: () => Agent,
  storeHeaders: Record<string, string>,
  details: { email?: string; password?: string; first_name?: string; last_name?: string } = {}
): Promise<Shopper> {
  const email = details.email ?? `shopper-${randomBytes(6).toString("hex")}@rise-via.test`
  const password = details.password ?? randomBytes(12).toString("base64url")

  const registered = mustSucceed(await api().post("/auth/customer/emailpass/register").send({ email, password }))
  const { customer } = mustSucceed(
    await api()
      .post("/store/customers")
      .set({ ...storeHeaders, authorization: `Bearer ${registered.token}` })
      .send({ email, first_name: details.first_name ?? "Robin", last_name: details.last_name ?? "Shopper" })
  )
  const { token } = mustSucceed(await api().post("/auth/customer/emailpass").send({ email, password }))
  return { id: customer.id, email, password, token, headers: { ...storeHeaders, authorization: `Bearer ${token}` } }
}

export async function signInAdmin(api: () => Agent, admin: { email: string; password: string }): Promise<string> {
  return mustSucceed(await api().post("/auth/user/emailpass").send(admin)).token
}
