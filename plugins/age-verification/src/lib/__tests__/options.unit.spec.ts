import { parseOptions } from "../options"

describe("parseOptions", () => {
  it("fills in the defaults: 21 years, Los Angeles, a year, every item", () => {
    const options = parseOptions({ database: { clientUrl: "postgres://localhost/any" } })
    expect(options).toMatchObject({ minimumAge: 21, storeTimeZone: "America/Los_Angeles", approvalDays: 365 })
    expect(options.restrictedWhen({ variant_id: "variant_1", quantity: 1 })).toBe(true)
  })

  it.each([
    [{ minimumAge: 16 }, "minimumAge"],
    [{ storeTimeZone: "Mars/Olympus" }, "storeTimeZone"],
    [{ approvalDays: 0 }, "approvalDays"],
    [{ restrictedWhen: "always" }, "restrictedWhen"],
    [{ minimumAgge: 21 }, "minimumAgge"],
  ])("refuses %p and names the option", (options, name) => {
    expect(() => parseOptions(options)).toThrow(new RegExp(`@rise-via/age-verification.*${name}`, "s"))
  })
})
