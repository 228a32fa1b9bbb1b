import { mustSucceed, type HttpSuite } from "../../support"
import { callsOf } from "./calls"

export function imageSpecs(suite: HttpSuite) {
  const { rows, post, plainProduct } = callsOf(suite)

  describe("generated product images", () => {
    const image = (file: string) => suite.api().get(`/product-images/generated/${file}`)

    it("are SVG that every browser may show, without a key", async () => {
      const answer = await image("blue-harbor-haze.svg").buffer(true)
      expect(answer.status).toBe(200)
      expect(answer.headers["content-type"]).toMatch(/^image\/svg\+xml/)
      expect(answer.headers["cache-control"]).toContain("public")
      expect((answer.body?.length ? answer.body : Buffer.from(answer.text)).toString()).toMatch(
        /^<svg .*Blue Harbor Haze/s
      )
    })

    it("exist for published products only", async () => {
      const { id, handle } = await plainProduct("Plain image")
      expect((await image(`${handle}.svg`)).status).toBe(200)
      mustSucceed(await post(`/admin/products/${id}`, { status: "draft" }))
      expect((await image(`${handle}.svg`)).status).toBe(404)
      for (const wrong of ["none.svg", "blue-harbor-haze.png", "..%2fblue-harbor-haze.svg", "%00.svg"]) {
        expect((await image(wrong)).status).toBe(404)
      }
    })

    it("follow the backend to another address, and leave pictures of other origins alone", async () => {
      const [own] = await rows("SELECT id FROM product WHERE handle = 'blue-harbor-haze'")
      mustSucceed(
        await post(`/admin/products/${own.id}`, {
          thumbnail: "https://files.example.com/product-images/blue-harbor-haze.svg",
        })
      )
      await rows(
        "UPDATE product SET thumbnail = 'http://elsewhere:1/product-images/generated/ninth-meadow-kush.svg' WHERE handle = 'ninth-meadow-kush'"
      )
      await suite.runJob("core-exchange")

      const thumbnail = async (handle: string) =>
        (await rows("SELECT thumbnail FROM product WHERE handle = $1", [handle]))[0].thumbnail
      await suite.until("the image has its new address", async () =>
        (await thumbnail("ninth-meadow-kush")).startsWith(suite.url)
      )
      expect(await thumbnail("ninth-meadow-kush")).toBe(`${suite.url}/product-images/generated/ninth-meadow-kush.svg`)
      expect(await thumbnail("blue-harbor-haze")).toBe("https://files.example.com/product-images/blue-harbor-haze.svg")
      expect(
        await rows(
          "SELECT 1 FROM product WHERE thumbnail LIKE '%/product-images/generated/%' AND thumbnail NOT LIKE $1",
          [`${suite.url}%`]
        )
      ).toEqual([])
    })
  })
}
