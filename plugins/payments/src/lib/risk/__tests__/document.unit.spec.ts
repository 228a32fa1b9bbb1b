import { readFileSync } from "node:fs"
import { join } from "node:path"
import { RISK_FEATURES } from "../features"

it("names every feature in the document as the code does", () => {
  const document = readFileSync(join(__dirname, "../../../../RISK.md"), "utf8")
  const rows = [...document.matchAll(/^\| `([a-z0-9_]+)` +\| ([a-z_]+) +\| (.+?) +\|$/gm)].map(
    ([, name, unit, description]) => [name, unit, description]
  )
  expect(rows).toEqual(Object.entries(RISK_FEATURES).map(([name, { unit, description }]) => [name, unit, description]))
})
