import type { HttpSuite } from "../../../support"
import { aeropayShopper, connect, linkBank } from "../../../support/aeropay"

/** What a shopper does before she can pay: wallet and bank accounts. */
export function walletSpecs(suite: HttpSuite) {
  const as = (shopper: { headers: Record<string, string> }) => ({
    get: (path: string) => suite.api().get(`/store/aeropay/${path}`).set(shopper.headers),
    post: (path: string, body: object = {}) =>
      suite.api().post(`/store/aeropay/${path}`).set(shopper.headers).send(body),
    forget: () => suite.api().delete("/store/aeropay/wallet").set(shopper.headers),
  })
  const person = { first_name: "Robin", last_name: "Shopper", email: "robin@rise-via.test" }

  describe("the wallet", () => {
    it("is connected with a code, gets banks, and one of them is chosen", async () => {
      const shopper = await aeropayShopper(suite)
      await linkBank(suite, shopper, "low_balance")
      const { get, post } = as(shopper)
      expect((await get("wallet")).body.wallet).toMatchObject({ status: "active" })
      const { bank_accounts } = (await get("bank-accounts")).body
      expect(bank_accounts.map(({ is_chosen }: any) => is_chosen)).toEqual([true, false])
      const [, second] = bank_accounts
      const chosen = await post(`bank-accounts/${second.id}/choose`)
      expect(chosen.body.bank_account).toMatchObject({ id: second.id, is_chosen: true })
      expect((await get("wallet")).body.wallet.bank_account_id).toBe(second.id)
    })

    it("says in words of its own what is wrong", async () => {
      const shopper = await suite.shopper()
      const { get, post, forget } = as(shopper)
      expect((await get("wallet")).body).toEqual({ wallet: null })
      for (const answer of [await get("bank-accounts"), await get("bank-link"), await forget()]) {
        expect(answer.status).toBe(404)
      }
      const foreign = await post("wallet", { ...person, phone: "+657185550134" })
      expect(foreign.status).toBe(400)
      expect(foreign.body.message).toContain("United States")
      expect((await post("wallet", { ...person, phone: "+12065559001" })).body.mfa_type).toBe("sms")
      const wrong = await post("wallet/confirm", { code: "123456" })
      expect(wrong.status).toBe(400)
      expect(wrong.body.message).toContain("code is not right")
      expect((await get("bank-link")).status).toBe(400)
    })

    it("belongs to one customer: a phone of somebody else's wallet is refused", async () => {
      const [first, second] = [await suite.shopper(), await suite.shopper()]
      await connect(suite, first, "+12065559100")
      const taken = await as(second).post("wallet", { ...person, phone: "+12065559100" })
      expect(taken.status).toBe(400)
      expect(taken.body.message).toContain("belongs to another account")
      expect((await as(second).get("wallet")).body.wallet).toBeNull()
    })

    it("goes to the one who proves that the phone is hers", async () => {
      const [first, second] = [await suite.shopper(), await suite.shopper()]
      const phone = "+12065559200"
      expect((await as(first).post("wallet", { ...person, phone })).status).toBe(200)
      await connect(suite, second, phone)
      expect((await as(second).get("wallet")).body.wallet).toMatchObject({ status: "active" })
      expect((await as(first).get("wallet")).body.wallet).toBeNull()
    })

    it("does not show or touch what is not hers", async () => {
      const [first, second] = [await aeropayShopper(suite), await aeropayShopper(suite)]
      const [account] = (await as(first).get("bank-accounts")).body.bank_accounts
      expect((await as(second).post(`bank-accounts/${account.id}/choose`)).status).toBe(404)
      expect((await as(second).post("bank-accounts/nonsense/choose")).status).toBe(404)
      expect((await as(second).get("payments/payses_none")).status).toBe(404)
      await suite.api().get("/store/aeropay/wallet").set(suite.storeHeaders()).expect(401)
    })

    it("is forgotten when she wants it so", async () => {
      const shopper = await aeropayShopper(suite)
      const { forget, get } = as(shopper)
      expect((await forget()).body).toMatchObject({ object: "aeropay_wallet", deleted: true })
      expect((await get("wallet")).body).toEqual({ wallet: null })
    })
  })
}
