type Difference = { stock: number; ours: number; more: object[]; less: object[] }

describe("statements of two systems beside each other", () => {
  let compareTexts: (texts: object) => Record<string, Difference>
  let shapeOf: (text: string) => string

  beforeAll(async () => {
    ;({ compareTexts, shapeOf } = await import("../statements.mjs" as string))
  })

  it("takes the same question with other values, or its columns in another order, for the same", () => {
    const one = `select "c0"."id", "c0"."email" from "cart" as "c0" where "c0"."id" in ('cart_1', 'cart''s') limit 15`
    const other = `select "c0"."email", "c0"."id" from "cart" as "c0" where "c0"."id" in ('cart_2') limit 20`
    expect(shapeOf(one)).toBe(shapeOf(other))
    expect(shapeOf(one)).toContain('from "cart" as "c0" where "c0"."id" in (?) limit ?')
    expect(shapeOf("UPDATE a SET b = $1")).toBe("UPDATE a SET b = ?")
  })

  it("names what only one of them sends, and how often", () => {
    const stock = { complete: ["BEGIN;", "select 'a' from b", "COMMIT;"], "create cart": ["select 1 from c"] }
    const ours = { complete: ["BEGIN;", "select 'z' from b", "COMMIT;", "BEGIN;", "insert into d", "COMMIT;"] }
    expect(compareTexts({ stock, ours })).toEqual({
      complete: {
        stock: 3,
        ours: 6,
        more: [
          { times: 1, text: "BEGIN;" },
          { times: 1, text: "COMMIT;" },
          { times: 1, text: "insert into d" },
        ],
        less: [],
      },
    })
  })
})
