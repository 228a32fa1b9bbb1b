import { isServiceDown, policyFor } from "../outbound-policy"

const fail = async () => {
  throw new Error("down")
}

describe("a service that does not answer", () => {
  afterEach(() => jest.restoreAllMocks())

  it("is down after five failures, and may be tried again ten seconds later", async () => {
    const { write } = policyFor("spec-bank")
    for (let n = 0; n < 5; n++) {
      expect(isServiceDown("spec-bank")).toBe(false)
      await expect(write.execute(fail)).rejects.toThrow("down")
    }
    expect(isServiceDown("spec-bank")).toBe(true)
    const opened = Date.now()
    jest.spyOn(Date, "now").mockReturnValue(opened + 10_001)
    expect(isServiceDown("spec-bank")).toBe(false)
    await expect(write.execute(async () => "up")).resolves.toBe("up")
    jest.restoreAllMocks()
    expect(isServiceDown("spec-bank")).toBe(false)
  })

  it("is not down when nobody has called it", () => expect(isServiceDown("spec-unknown")).toBe(false))
})
