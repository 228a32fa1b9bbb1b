import { type HttpSuite, mustSucceed } from "../../../support"
import { shop } from "./shop"

/** Rules and the learned model, as staff change them. */
export function policySpecs(suite: HttpSuite) {
  const { activate, inReview, risk, rulesOf } = shop(suite)

  describe("rules", () => {
    it("name every feature that they may look at", async () => {
      const { risk_features } = mustSucceed(await risk("get", "/features"))
      expect(risk_features.length).toBeGreaterThan(20)
      expect(risk_features[0]).toEqual({ name: "amount_cents", unit: "cents", description: expect.any(String) })
    })

    it("are tried on past sales without effect, and counted by what would have been decided", async () => {
      await activate(60)
      const { assessment } = await inReview()
      const { rows } = await suite.db().query("SELECT count(*)::int AS n FROM payment_risk_assessment")
      const tried = mustSucceed(await risk("post", "/dry-run", { ...rulesOf(200), limit: 100 }))
      expect(tried.sales_count).toBeGreaterThan(0)
      expect(tried.changes).toContainEqual(
        expect.objectContaining({
          id: assessment.id,
          decision: "review",
          would_be_decision: "block",
          would_be_score: 200,
        })
      )
      expect(tried.would_be.allow + tried.would_be.review + tried.would_be.block).toBe(tried.sales_count)
      const page = mustSucceed(await risk("post", "/dry-run", { ...rulesOf(200), limit: 1, offset: 0 }))
      expect(page.changes).toHaveLength(1)
      expect(page.count).toBe(tried.count)
      const after = await suite.db().query("SELECT count(*)::int AS n FROM payment_risk_assessment")
      expect(after.rows).toEqual(rows)
    })

    it("are kept when others follow, and audited with the reason", async () => {
      const one = await activate(60)
      const two = await activate(70)
      const { risk_rule_sets, built_in } = mustSucceed(await risk("get", "/rule-sets?limit=2"))
      expect(risk_rule_sets).toMatchObject([
        { id: two.id, state: "active", activated_why: "For the test" },
        { id: one.id, state: "retired" },
      ])
      expect(built_in).toMatchObject({ version: 0, review_at: 50 })
      const changed = await risk("post", `/rule-sets/${one.id}`, { name: "Other", ...rulesOf(1) })
      expect(changed.status).toBe(400)
      expect((await risk("post", `/rule-sets/${one.id}/activate`, { reason: "Again" })).status).toBe(400)
      const { rows } = await suite
        .db()
        .query("SELECT why FROM core_audit_entry WHERE action = 'payments.risk_rules_activated' AND subject_id = $1", [
          two.id,
        ])
      expect(rows).toEqual([{ why: "For the test" }])
    })

    it.each([
      ["/rule-sets", { name: "x", ...rulesOf(1), block_at: 10 }, "block_at"],
      ["/rule-sets", { name: "x", ...rulesOf(1.5) }, "points"],
      ["/rule-sets", { ...rulesOf(1) }, "name"],
      ["/rule-sets", { name: "x", ...rulesOf(1), rules: [] }, "rules"],
      ["/rule-sets", { name: "x", ...rulesOf(1), nonsense: 1 }, "nonsense"],
      ["/dry-run", { ...rulesOf(1), days: 1_000 }, "days"],
      ["/dry-run", { ...rulesOf(1), rules: [{ ...rulesOf(1).rules[0], feature: "shoe_size" }] }, "feature"],
    ])("at %s refuse a body that is wrong and name the field: %j", async (path, body, field) => {
      const answer = await risk("post", path, body)
      expect(answer.status).toBe(400)
      expect(answer.body.message).toContain(field)
    })

    it("that nobody made are not found", async () => {
      expect((await risk("post", "/rule-sets/prrul_none", { name: "x", ...rulesOf(1) })).status).toBe(404)
      expect((await risk("post", "/rule-sets/prrul_none/activate", { reason: "None" })).status).toBe(404)
      expect((await risk("post", "/models/prmod_none/activate", { reason: "None" })).status).toBe(404)
    })
  })

  describe("a learned model", () => {
    it("is not trained from too little", async () => {
      const { training } = mustSucceed(await risk("post", "/models/train", {}))
      expect(training).toMatchObject({ model_id: null, labels_needed: 500, bad_needed: 50 })
      const { risk_models, count } = mustSucceed(await risk("get", "/models"))
      expect([risk_models, count]).toEqual([[], 0])
    })

    it("is trained from known outcomes, judged by the newest, and asked once staff switch it on", async () => {
      // Synthetic: sales with another billing postal code were bad nine times of ten.
      await suite.db().query(
        `INSERT INTO payment_risk_assessment (id, cart_id, order_id, currency_code, amount_cents, features, score, decision,
             reasons, rule_set_version, state, assessed_at, placed_at)
         SELECT 'prisk_learn_' || n, 'cart_' || n, 'order_learn_' || n, 'usd', 4000,
                jsonb_build_object('billing_postal_mismatch', (n % 5 = 0)::int, 'amount_cents', 3000 + n % 7 * 100),
                0, 'allow', '[]', 0, 'placed', now() - interval '300 days' + n * interval '1 minute',
                now() - interval '300 days'
           FROM generate_series(1, 1800) n`
      )
      await suite.db().query(
        `INSERT INTO payment_risk_label (id, assessment_id, kind, is_bad, source, labelled_at)
         SELECT 'prlab_learn_' || n, 'prisk_learn_' || n, 'return', true, 'learn:' || n, now()
           FROM generate_series(5, 1800, 5) n WHERE n % 50 <> 0`
      )
      const { training } = mustSucceed(await risk("post", "/models/train", {}))
      expect(training.model_id).toMatch(/^prmod_/)
      const { risk_models } = mustSucceed(await risk("get", "/models"))
      expect(risk_models).toMatchObject([{ id: training.model_id, is_active: false, version: 1 }])
      const { precision, recall } = risk_models[0].metrics
      expect(precision).toBeGreaterThan(0.8)
      expect(recall).toBeGreaterThan(0.8)
      mustSucceed(await risk("post", `/models/${training.model_id}/activate`, { reason: "Good figures" }))
      await activate(30)
      const { assessment } = await inReview()
      expect(assessment).toMatchObject({ decision: "review", model_version: 1, score: 60 })
      expect(assessment.model_probability).toBeGreaterThan(0.5)
      expect(assessment.reasons.map(({ code }: { code: string }) => code)).toEqual(["abroad", "learned_model"])
      mustSucceed(await risk("post", `/models/${training.model_id}/deactivate`, { reason: "Back to rules" }))
    })
  })
}
