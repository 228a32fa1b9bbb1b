import type { Agent } from "supertest"
import { mustSucceed, type Shopper } from "./people"

const BIRTH_DATE = "1990-04-20"

/** The shopper states her date of birth over the store API; staff approve it over the admin API. */
export async function approveAge(
  api: () => Agent,
  shopper: Shopper,
  adminHeaders: Record<string, string>
): Promise<void> {
  mustSucceed(
    await api().post("/store/customers/me/age-verification").set(shopper.headers).send({ birth_date: BIRTH_DATE })
  )
  const { age_verifications } = mustSucceed(
    await api().get("/admin/age-verifications").query({ customer_id: shopper.id, status: "pending" }).set(adminHeaders)
  )
  if (age_verifications.length !== 1) {
    throw new Error(`Customer ${shopper.id} has ${age_verifications.length} pending age verifications instead of one`)
  }
  mustSucceed(
    await api().post(`/admin/age-verifications/${age_verifications[0].id}/approve`).set(adminHeaders).send({})
  )
}
