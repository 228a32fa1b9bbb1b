import { mustSucceed, type HttpSuite, type Shopper } from "../../support"

export const MINE = "/store/customers/me/age-verification"
export const ALL = "/admin/age-verifications"
export const ADULT = "1990-05-17"

/** The calls that every part makes. */
export const callsOf = (suite: HttpSuite) => ({
  ask: (shopper: Shopper, birth_date: unknown = ADULT) =>
    suite.api().post(MINE).set(shopper.headers).send({ birth_date }),
  mine: async (shopper: Shopper) => mustSucceed(await suite.api().get(MINE).set(shopper.headers)).age_verification,
  list: (query: Record<string, unknown> = {}) => suite.api().get(ALL).query(query).set(suite.adminHeaders()),
  approve: (id: string) => suite.api().post(`${ALL}/${id}/approve`).set(suite.adminHeaders()).send({}),
  reject: (id: string, reason = "The ID could not be read") =>
    suite.api().post(`${ALL}/${id}/reject`).set(suite.adminHeaders()).send({ reason }),

  /** A new shopper whose request waits for staff. */
  async waiting(birth_date: string = ADULT) {
    const shopper = await suite.shopper()
    const answer = await suite.api().post(MINE).set(shopper.headers).send({ birth_date })
    return { shopper, id: mustSucceed(answer).age_verification.id as string }
  },
})
