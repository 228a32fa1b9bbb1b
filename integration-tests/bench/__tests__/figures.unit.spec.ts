import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

type Figure = {
  name: string
  title: string
  order: number
  systems: string[]
  measure?: unknown
  measureTogether?: unknown
}

describe("figures of the bench", () => {
  let findFigures: (only?: string[], folder?: string) => Promise<Figure[]>

  beforeAll(async () => {
    ;({ findFigures } = await import("../run.mjs" as string))
  })

  it("are all complete, and boot is measured before anything loads the server, memory after", async () => {
    const figures = await findFigures()
    for (const figure of figures) {
      expect(figure).toMatchObject({
        name: expect.stringMatching(/^[a-z-]+$/),
        title: expect.any(String),
        order: expect.any(Number),
        systems: expect.arrayContaining(["ours"]),
      })
      expect(figure.measure ?? figure.measureTogether).toEqual(expect.any(Function))
    }
    expect(figures.at(0)!.name).toBe("boot")
    expect(figures.at(-1)!.name).toBe("memory")
  })

  it("are found by their name or a part of it, and a wrong name says which there are", async () => {
    const found = async (...only: string[]) => (await findFigures(only)).map(({ name }) => name)
    expect(await found("checkout")).toEqual(["checkout"])
    expect(await found("checkout-")).toEqual(["checkout-eight", "checkout-posabit"])
    expect(await found("memory", "boot")).toEqual(["boot", "memory"])
    await expect(findFigures(["chekout"])).rejects.toThrow(/No figure is called chekout.*statements/)
  })

  it("refuses a figure that does not have the shape of one", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rise-via-figures-"))
    try {
      writeFileSync(join(folder, "empty.mjs"), "export default { title: 'Nothing' }")
      await expect(findFigures([], folder)).rejects.toThrow(/empty\.mjs.*order.*measure/)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
