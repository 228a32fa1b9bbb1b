import { productImage } from "../product-image"

describe("productImage", () => {
  it("draws the same product the same way every time, and another one otherwise", () => {
    const once = productImage({ title: "Blue Harbor Haze", subtitle: "Harrow Lake Farms", category: "Flower" })
    expect(once).toBe(productImage({ title: "Blue Harbor Haze", subtitle: "Harrow Lake Farms", category: "Flower" }))
    expect(once).not.toBe(
      productImage({ title: "Ninth Meadow Kush", subtitle: "Harrow Lake Farms", category: "Flower" })
    )
    expect(once).toContain(">Blue Harbor Haze<")
  })

  it("writes names as text and never as markup", () => {
    const image = productImage({
      title: `<script>alert("x")</script> & more`,
      subtitle: `"'><image href=x>`,
      category: null,
    })
    expect(image).not.toMatch(/<script|<image/)
    expect(image).toContain("&#60;script&#62;")
  })
})
