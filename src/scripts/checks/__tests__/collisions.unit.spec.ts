import { checkCollisions } from "../collisions.mjs"
import { plant, uproot, wholePlugin } from "./support/planted-tree"

type Files = Record<string, string | object>

const problems = (files: Files): string[] => checkCollisions(plant(files)).problems
const two = () => ({ ...wholePlugin("alpha"), ...wholePlugin("beta") })

const workflowFile = (id: string) =>
  `import { createWorkflow } from "@medusajs/framework/workflows-sdk"\nexport const a = createWorkflow(${id}, () => {})`
const stepFile = (id: string) =>
  `import { createStep } from "@medusajs/framework/workflows-sdk"\nexport const s = createStep(${id}, async () => {})`
const moduleFile = (name: string) =>
  `import { Module } from "@medusajs/framework/utils"\nexport default Module(${name}, {})`
const modelFile = (table: string, prefix: string) =>
  `import { model } from "@medusajs/framework/utils"
   export const M = model.define(${table}, { id: model.id({ prefix: "${prefix}" }).primaryKey() })`
const subscriberFile = (id: string) => `export const config = { event: "x", context: { subscriberId: "${id}" } }`

afterAll(uproot)

describe("a clean tree", () => {
  it("passes, with every name seen", () => {
    const { problems: found, summary } = checkCollisions(plant(two()))

    expect(found).toEqual([])
    // Of each plugin: event, module, entity, table, id prefix, migration, workflow, step, job, subscriber, route.
    expect(summary).toBe("22 names")
  })

  it("passes when there is nothing yet", () => {
    expect(problems({ "package.json": {} })).toEqual([])
  })

  it("does not look at specs, sandbox and scripts", () => {
    const clash = workflowFile(`"alpha-do-thing"`)
    expect(
      problems({
        ...two(),
        "plugins/alpha/src/workflows/__tests__/a.unit.spec.ts": clash,
        "src/sandbox/a.ts": clash,
        "src/scripts/a.ts": clash,
      })
    ).toEqual([])
  })
})

describe("the same name twice", () => {
  const cases: [kind: string, files: Files, expected: string][] = [
    ["module", { "src/modules/own/index.ts": moduleFile(`"alpha"`) }, `module "alpha" is claimed 2 times`],
    [
      "workflow",
      { "src/workflows/own.ts": workflowFile(`"alpha-do-thing"`) },
      `workflow "alpha-do-thing" is claimed 2 times`,
    ],
    [
      "workflow, named in an object",
      { "src/workflows/own.ts": workflowFile(`{ name: "alpha-do-thing", store: true }`) },
      `workflow "alpha-do-thing" is claimed 2 times`,
    ],
    [
      "workflow, imported under another name",
      {
        "src/workflows/own.ts": workflowFile(`"alpha-do-thing"`)
          .replace("{ createWorkflow }", "{ createWorkflow as flow }")
          .replace("= createWorkflow", "= flow"),
      },
      `workflow "alpha-do-thing" is claimed 2 times`,
    ],
    [
      "step",
      { "src/workflows/steps/own.ts": stepFile(`"alpha-do-thing"`) },
      `step "alpha-do-thing" is claimed 2 times`,
    ],
    [
      "job",
      { "src/jobs/own.ts": `export const config = { name: "alpha-tidy" }` },
      `job "alpha-tidy" is claimed 2 times`,
    ],
    [
      "subscriber",
      { "src/subscribers/own.ts": subscriberFile("alpha.thing-done") },
      `subscriber "alpha.thing-done" is claimed 2 times`,
    ],
    [
      "event",
      { "src/lib/own.ts": `export const OwnEvents = { DONE: "alpha.thing_done" }` },
      `event "alpha.thing_done" is claimed 2 times`,
    ],
    [
      "event, emitted by its text",
      { "src/workflows/hooks/own.ts": `emitEventStep({ eventName: "alpha.thing_done", data: {} })` },
      `event "alpha.thing_done" is claimed 2 times`,
    ],
    [
      "id prefix",
      { "src/modules/own/index.ts": moduleFile(`"own"`), "src/modules/own/models/own.ts": modelFile(`"own"`, "alp") },
      `id prefix "alp" is claimed 2 times`,
    ],
    [
      "table",
      {
        "src/modules/own/index.ts": moduleFile(`"own"`),
        "src/modules/own/models/own.ts": modelFile(`{ name: "own", tableName: "alpha_thing" }`, "own"),
      },
      `table "alpha_thing" is claimed 2 times`,
    ],
    [
      "entity",
      {
        "src/modules/own/index.ts": moduleFile(`"own"`),
        "src/modules/own/models/own.ts": modelFile(`{ name: "alpha_thing", tableName: "own" }`, "own"),
      },
      `entity "alpha_thing" is claimed 2 times`,
    ],
    [
      "table of a snapshot",
      { "src/modules/own/migrations/.snapshot-own.json": { tables: [{ name: "beta_thing" }] } },
      `table "beta_thing" is claimed 2 times`,
    ],
    [
      "table of a hand-written migration",
      {
        "src/modules/own/migrations/Migration9.ts": `export class M9 { up() { this.addSql('CREATE TABLE IF NOT EXISTS "alpha_thing" (id text)') } }`,
      },
      `table "alpha_thing" is claimed 2 times`,
    ],
    [
      "migration",
      { "src/modules/own/migrations/M.ts": `export class Migrationalp {}` },
      `migration "Migrationalp" is claimed 2 times`,
    ],
    [
      "route, whatever its parameter is called",
      { "src/api/store/alpha/[other]/route.ts": `export async function GET() {}` },
      `route "GET /store/alpha/:id" is claimed 2 times`,
    ],
    [
      "route, exported by a list",
      { "src/api/store/alpha/[other]/route.ts": `const handler = async () => {}\nexport { handler as GET }` },
      `route "GET /store/alpha/:id" is claimed 2 times`,
    ],
    [
      "admin page",
      {
        "plugins/alpha/src/admin/routes/things/page.tsx": `export default () => null`,
        "plugins/beta/src/admin/routes/things/page.tsx": `export default () => null`,
      },
      `admin page "/things" is claimed 2 times`,
    ],
    [
      "provider",
      {
        "plugins/alpha/src/providers/a/service.ts": `export class A { static identifier = "posabit" }`,
        "plugins/beta/src/providers/b/service.ts": `export class B { static readonly identifier = "posabit" }`,
      },
      `provider "posabit" is claimed 2 times`,
    ],
    [
      "gate, recovery, topic, inbox path, personal data, template and permission of core's registries",
      {
        "plugins/alpha/src/workflows/hooks/a.ts": registrations("alpha"),
        "plugins/beta/src/workflows/hooks/b.ts": registrations("alpha").replace("alpha-mail", "beta-mail"),
      },
      `gate "alpha.gate" is claimed 2 times`,
    ],
  ]

  it.each(cases)("%s", (_kind, files, expected) => {
    expect(problems({ ...two(), ...files }).join("\n")).toContain(expected)
  })

  it("in every registry of core", () => {
    const found = problems({
      ...two(),
      "src/workflows/hooks/a.ts": registrations("alpha"),
      "src/workflows/hooks/b.ts": registrations("alpha"),
    }).join("\n")

    for (const name of [
      `recovery "alpha.recovery"`,
      `outbox topic "alpha.topic"`,
      `inbox path "/hooks/alpha"`,
      `personal data source "alpha"`,
      `notification template "alpha-mail"`,
      `permission "alpha:read"`,
    ]) {
      expect(found).toContain(`${name} is claimed 2 times`)
    }
  })

  it("is told with every place", () => {
    const found = problems({ ...two(), "src/jobs/own.ts": `\nexport const config = { name: "alpha-tidy" }` })

    expect(found).toEqual([`job "alpha-tidy" is claimed 2 times: src/jobs/own.ts:2, plugins/alpha/src/jobs/tidy.ts:3`])
  })
})

describe("a name behind constants", () => {
  const spellings: [how: string, files: Files][] = [
    [
      "an exported constant",
      { "src/workflows/own.ts": `export const ownWorkflowId = "alpha-do-thing"\n${workflowFile("ownWorkflowId")}` },
    ],
    [
      "a constant of another file",
      {
        "src/lib/ids.ts": `export const ID = "alpha-do-thing"`,
        "src/workflows/own.ts": `import { ID as X } from "../lib/ids"\n${workflowFile("X")}`,
      },
    ],
    [
      "a constant through barrels",
      {
        "src/lib/deep/ids.ts": `export const ID = "alpha-do-thing"`,
        "src/lib/deep/index.ts": `export * from "./ids"`,
        "src/lib/ids.ts": `export { ID as OWN } from "./deep"`,
        "src/workflows/own.ts": `import { OWN } from "../lib/ids"\n${workflowFile("OWN")}`,
      },
    ],
    ["a template", { "src/workflows/own.ts": "const P = `alpha`\n" + workflowFile("`${P}-do-thing`") }],
    ["a sum", { "src/workflows/own.ts": workflowFile(`"alpha" + "-do-thing"`) }],
    [
      "a member of an object",
      {
        "src/workflows/own.ts": `const IDS = { own: { id: "alpha-do-thing" } } as const\n${workflowFile("IDS.own.id")}`,
      },
    ],
    [
      "a namespace",
      {
        "src/lib/ids.ts": `export const ID = "alpha-do-thing"`,
        "src/workflows/own.ts": `import * as ids from "../lib/ids"\n${workflowFile("ids.ID")}`,
      },
    ],
    ["an enum", { "src/workflows/own.ts": `enum Ids { OWN = "alpha-do-thing" }\n${workflowFile("Ids.OWN")}` }],
    [
      "a package of the workspace",
      {
        "plugins/alpha/src/index.ts": `export * from "./lib/own"`,
        "plugins/alpha/src/lib/own.ts": `export const ID = "alpha-do-thing"`,
        "src/workflows/own.ts": `import { ID } from "@rise-via/alpha"\n${workflowFile("ID")}`,
      },
    ],
  ]

  it.each(spellings)("is seen: %s", (_how, files) => {
    expect(problems({ ...two(), ...files }).join("\n")).toContain(`workflow "alpha-do-thing" is claimed 2 times`)
  })

  it("that cannot be read is a problem", () => {
    const found = problems({ ...two(), "src/workflows/own.ts": workflowFile("process.argv[2]") })

    expect(found).toContain(
      "src/workflows/own.ts:2: the workflow name cannot be read; write it as a literal or an exported constant"
    )
  })
})

describe("a plugin that yields no name where it must", () => {
  const silent: [kind: string, path: string][] = [
    ["workflow", "workflows/a.ts"],
    ["step", "workflows/steps/a.ts"],
    ["module", "modules/gamma/service.ts"],
    ["table", "modules/gamma/models/a.ts"],
    ["route", "api/store/gammas/route.ts"],
  ]

  it.each(silent)("%s", (kind, path) => {
    const found = problems({ ...two(), [`plugins/gamma/src/${path}`]: `export const nothing = 1` })

    expect(found.join("\n")).toMatch(new RegExp(`gamma: src/\\S+ has files but yields no ${kind} name`))
  })

  it("job and subscriber without their names", () => {
    const found = problems({
      ...two(),
      "plugins/alpha/src/jobs/nameless.ts": `export default async () => {}`,
      "plugins/alpha/src/subscribers/nameless.ts": `export default async () => {}\nexport const config = { event: "x" }`,
    })

    expect(found).toEqual([
      "plugins/alpha/src/jobs/nameless.ts:1: the job's exported config cannot be read; write it as a literal or an exported constant",
      "plugins/alpha/src/subscribers/nameless.ts:2: the explicit config.context.subscriberId cannot be read; write it as a literal or an exported constant",
    ])
  })

  it("may have only hooks", () => {
    expect(problems({ ...two(), "plugins/gamma/src/workflows/hooks/a.ts": `export const nothing = 1` })).toEqual([])
  })
})

describe("a name that does not show its plugin", () => {
  const misnamed: [kind: string, files: Files, name: string][] = [
    ["module", { "plugins/alpha/src/modules/m/index.ts": moduleFile(`"thing"`) }, `module "thing"`],
    ["workflow", { "plugins/alpha/src/workflows/a.ts": workflowFile(`"do-thing"`) }, `workflow "do-thing"`],
    ["job", { "plugins/alpha/src/jobs/a.ts": `export const config = { name: "alpha.tidy" }` }, `job "alpha.tidy"`],
    ["subscriber", { "plugins/alpha/src/subscribers/a.ts": subscriberFile("beta.thing") }, `subscriber "beta.thing"`],
    ["event", { "plugins/alpha/src/lib/e.ts": `export const AEvents = { DONE: "thing.done" }` }, `event "thing.done"`],
    ["table", { "plugins/alpha/src/modules/alpha/models/b.ts": modelFile(`"log"`, "alplog") }, `table "log"`],
    ["step", { "plugins/alpha/src/workflows/steps/a.ts": stepFile(`"alpha.do"`) }, `step "alpha.do"`],
    [
      "id prefix",
      { "plugins/alpha/src/modules/alpha/models/b.ts": modelFile(`"alpha_log"`, "a_log") },
      `id prefix "a_log"`,
    ],
    [
      "template",
      { "plugins/alpha/src/workflows/hooks/a.ts": `declareNotification({ template: "mail" })` },
      `notification template "mail"`,
    ],
  ]

  it.each(misnamed)("%s", (_kind, files, name) => {
    expect(problems({ ...two(), ...files }).join("\n")).toMatch(
      new RegExp(`${name} (does not show that it is alpha's|is not written well)`)
    )
  })

  it("may say the plugin in the singular, or an outside service", () => {
    const found = problems({
      "plugins/payments/src/modules/payment_ledger/index.ts": moduleFile(`"payment_ledger"`),
      "plugins/payments/src/modules/payment_ledger/models/a.ts": modelFile(`"posabit_order"`, "psb"),
    })

    expect(found).toEqual([])
  })
})

describe("what belongs to Medusa", () => {
  const medusa = {
    "node_modules/@medusajs/cart/dist/models/cart.js": `model.define("cart", { id: model.id({ prefix: "alp" }) })`,
    "node_modules/@medusajs/cart/dist/migrations/Migration1.js": `this.addSql('create table if not exists "alpha_thing" ()')`,
    "node_modules/@medusajs/utils/dist/modules-sdk/definition.js": `exports.Modules = { ALPHA: "alpha" }`,
    "node_modules/@medusajs/core-flows/dist/a.js": `exports.doThingWorkflowId = "alpha-do-thing"`,
    "node_modules/@medusajs/medusa/dist/api/store/alpha/[x]/route.js": `exports.GET = GET`,
  }

  it("is not taken by a plugin", () => {
    const found = problems({ ...two(), ...medusa }).join("\n")

    for (const name of [
      `table "alpha_thing"`,
      `id prefix "alp"`,
      `module "alpha"`,
      `workflow "alpha-do-thing"`,
      `route "GET /store/alpha/:id"`,
    ]) {
      expect(found).toContain(`${name} belongs to @medusajs/`)
    }
  })

  it("a route may be replaced with a reason", () => {
    const found = problems({
      ...two(),
      "node_modules/@medusajs/medusa/dist/api/store/alpha/[x]/route.js": `exports.GET = GET`,
      "plugins/alpha/src/api/store/alpha/[id]/route.ts": `// @overrides-core hides what is not for sale\nexport const GET = 1`,
    })

    expect(found).toEqual([])
  })

  it("an error handler is core's alone", () => {
    const middlewares = `export default defineMiddlewares({ errorHandler: () => {}, routes: [] })`

    expect(problems({ ...two(), "plugins/core/src/api/middlewares.ts": middlewares })).toEqual([])
    expect(problems({ ...two(), "plugins/alpha/src/api/middlewares.ts": middlewares })).toEqual([
      "plugins/alpha/src/api/middlewares.ts:1: only core exports an errorHandler; a second one replaces it without a word",
    ])
  })
})

function registrations(name: string) {
  return `
    registerGate("cart", { name: "${name}.gate", order: 1 })
    registerRecovery({ name: "${name}.recovery" })
    registerOutboxHandler("${name}.topic", async () => {})
    registerInboxSource({ path: "/hooks/${name}" })
    registerPersonalData({ name: "${name}" })
    declareNotification({ template: "${name}-mail" })
    declarePermissions([{ key: "${name}:read" }])`
}
