import { borderProblems } from "../borders.mjs"
import { plant, uproot, wholePlugin } from "./support/planted-tree"

const problems = (files: Record<string, string | object>): string[] =>
  borderProblems(plant({ ...wholePlugin("core"), ...wholePlugin("alpha"), ...wholePlugin("beta"), ...files }))

afterAll(uproot)

it("a clean tree passes", () => {
  expect(
    problems({
      "data/jurisdictions/package.json": { name: "@rise-via/jurisdictions" },
      "plugins/alpha/src/lib/a.ts": `
        import { onHook } from "@rise-via/core"
        import facts from "@rise-via/jurisdictions"
        import { readFileSync } from "node:fs"
        import { model } from "@medusajs/framework/utils"
        import type { Any } from "anything"`,
      "plugins/alpha/integration-tests/modules/a.spec.ts": `import { suite } from "../../../../integration-tests/support"\nimport fc from "fast-check"`,
      "src/workflows/both.ts": `import { a } from "@rise-via/alpha"\nimport { b } from "@rise-via/beta"`,
    })
  ).toEqual([])
})

describe("a plugin reaches", () => {
  const reached: [what: string, line: string, expected: string][] = [
    [
      "another plugin",
      `import { b } from "@rise-via/beta"`,
      `a plugin imports no other plugin than core, not "@rise-via/beta"`,
    ],
    ["a part of another plugin", `import "@rise-via/beta/modules/beta"`, `a plugin imports no other plugin than core`],
    ["another plugin's types", `import type { B } from "@rise-via/beta"`, `a plugin imports no other plugin than core`],
    ["another plugin lazily", `const b = () => import("@rise-via/beta")`, `a plugin imports no other plugin than core`],
    ["another plugin's files", `import { b } from "../../../beta/src/lib/b"`, `leaves the plugin's folder`],
    ["the store's files", `export * from "../../../../src/lib/a"`, `leaves the plugin's folder`],
    ["a package it does not declare", `import _ from "lodash/fp"`, `"lodash" is not among the plugin's dependencies`],
    ["a commercial package", `import "@medusajs/rbac"`, `under Medusa's commercial licence`],
    ["a commercial part", `require("@medusajs/core-flows/dist/rbac/steps")`, `under Medusa's commercial licence`],
  ]

  it.each(reached)("%s", (_what, line, expected) => {
    const found = problems({ "plugins/alpha/src/lib/a.ts": line })

    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`plugins/alpha/src/lib/a.ts:1: `)
    expect(found[0]).toContain(expected)
  })

  it("core reaches no plugin either", () => {
    expect(problems({ "plugins/core/src/lib/a.ts": `import "@rise-via/alpha"` })).toHaveLength(1)
  })

  it("a spec uses the harness, not the rest of the store", () => {
    expect(
      problems({ "plugins/alpha/integration-tests/modules/a.spec.ts": `import "../../../../src/lib/a"` })
    ).toHaveLength(1)
  })
})

describe("hooks of workflows", () => {
  const handler = `import { completeCartWorkflow } from "@medusajs/medusa/core-flows"\ncompleteCartWorkflow.hooks.validate(() => {})`

  it.each(["src/workflows/hooks/a.ts", "plugins/alpha/src/workflows/hooks/a.ts"])("are core's to claim: %s", (path) => {
    expect(problems({ [path]: handler })).toEqual([
      `${path}:2: only core writes ".hooks."; use onHook or onContextHook of @rise-via/core`,
    ])
  })

  it("are not taken by a detour", () => {
    const detours = `import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
      const { validate } = completeCartWorkflow.hooks
      function claim(workflow: any) { workflow.hooks["validate"](() => {}) }`

    expect(problems({ "plugins/alpha/src/workflows/hooks/a.ts": detours })).toHaveLength(2)
  })

  it("core may, and a plugin on its own workflow", () => {
    expect(
      problems({
        "plugins/core/src/workflows/hooks/a.ts": handler,
        "plugins/alpha/src/workflows/hooks/a.ts": `import { doThingWorkflow } from "../do-thing"\ndoThingWorkflow.hooks.done(() => {})`,
      })
    ).toEqual([])
  })
})

describe("Medusa's commercial part stays off", () => {
  const switches: [what: string, path: string, line: string][] = [
    ["the flag in the configuration", "medusa-config.ts", `export default { featureFlags: { rbac: true } }`],
    ["the flag by its variable", "src/lib/a.ts", `process.env.MEDUSA_FF_RBAC = "true"`],
    ["the module", "src/lib/a.ts", `const a = Modules.RBAC`],
    [
      "policies of a route",
      "plugins/alpha/src/api/middlewares.ts",
      `const routes = [{ matcher: "/admin/a", policies: [] }]`,
    ],
  ]

  it.each(switches)("%s", (_what, path, line) => {
    expect(problems({ [path]: line })).toHaveLength(1)
  })

  it("an explicit off is fine", () => {
    expect(problems({ "medusa-config.ts": `export default { featureFlags: { rbac: false } }` })).toEqual([])
  })
})
