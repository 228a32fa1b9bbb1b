import { execFile } from "node:child_process"
import { join } from "node:path"
import { promisify } from "node:util"
import { Linter } from "eslint"
import { parser } from "typescript-eslint"
import plugin from "../lint-rules.mjs"

const found = (method: string) =>
  new Linter()
    .verify(`class S { ${method} }`, [
      {
        languageOptions: { parser: parser as Linter.Parser },
        plugins: { "rise-via": plugin as any },
        rules: { "rise-via/service-context": "error" },
      },
    ])
    .map(({ message }) => message)

it.each([
  "@InjectManager() async list(@MedusaContext() context: Context = {}) {}",
  "@InjectTransactionManager() async claim(id: string, @MedusaContext() context: Context = {}) {}",
  "private async helper_(context: Context) {}",
  "async plain(id: string) {}",
  "async list(context?: Context): Promise<void>",
])("passes %s", (method) => {
  expect(found(method)).toEqual([])
})

it.each([
  ["@InjectManager() async list(context: Context = {}) {}", 2],
  ["async list(context: Context = {}) {}", 1],
  ["async list(context?: Context) {}", 1],
  ["async list(@MedusaContext() context: Context = {}) {}", 1],
  ["@InjectManager() async list(id: string) {}", 1],
])("reports %s", (method, count) => {
  expect(found(method)).toHaveLength(count)
})

describe("the configuration", () => {
  const root = join(__dirname, "..", "..", "..", "..")
  const rulesFor = async (path: string): Promise<Record<string, [severity: number]>> => {
    const eslint = join(root, "node_modules/eslint/bin/eslint.js")
    const { stdout } = await promisify(execFile)(process.execPath, [eslint, "--print-config", path], { cwd: root })
    return JSON.parse(stdout).rules
  }

  it("asks plugins to keep Medusa's rules, and specs only the general ones", async () => {
    const [workflow, route, spec] = await Promise.all(
      [
        "plugins/core/src/workflows/a.ts",
        "plugins/core/src/api/admin/a/route.ts",
        "plugins/core/src/lib/__tests__/a.unit.spec.ts",
      ].map(rulesFor)
    )

    expect(workflow["@medusajs/no-if-in-workflow-constructor"]).toEqual([2])
    expect(route["@medusajs/no-service-mutations-in-api-route"]).toEqual([1])
    expect(spec["@medusajs/no-if-in-workflow-constructor"]).toBeUndefined()
    expect(spec["@typescript-eslint/no-floating-promises"][0]).toBe(2)
  })

  it("lets only commands print", async () => {
    const [plugin, command] = await Promise.all(["plugins/core/src/lib/a.ts", "src/scripts/a.mjs"].map(rulesFor))

    expect(plugin["no-console"][0]).toBe(2)
    expect(command["no-console"][0]).toBe(0)
  })
})
