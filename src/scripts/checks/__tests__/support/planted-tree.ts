import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"

const planted: string[] = []

/** A folder of its own that holds exactly these files; `uproot` takes all of them away again. */
export function plant(files: Record<string, string | object>): string {
  const root = mkdtempSync(join(tmpdir(), "rise-via-checks-"))
  planted.push(root)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), typeof content === "string" ? content : JSON.stringify(content, null, 2))
  }
  return root
}

export function uproot() {
  for (const root of planted.splice(0)) {
    rmSync(root, { recursive: true, force: true })
  }
}

/** Sources of a small but whole plugin: one name of every kind, ids as constants like the style asks for. */
export function wholePlugin(name: string): Record<string, string | object> {
  const at = `plugins/${name}`
  const snake = name.replace(/-/g, "_")
  return {
    [`${at}/package.json`]: {
      name: `@rise-via/${name}`,
      peerDependencies: { "@medusajs/framework": "1.0.0", "@medusajs/medusa": "1.0.0", "@rise-via/core": "1.0.0" },
    },
    [`${at}/src/lib/names.ts`]: `
      export const PLUGIN = "${name}"
      export const MODULE = "${snake}"
      export const WorkflowEvents = { DONE: \`\${PLUGIN}.thing_done\` } as const`,
    [`${at}/src/modules/${snake}/index.ts`]: `
      import { Module } from "@medusajs/framework/utils"
      import { MODULE } from "../../lib/names"
      export default Module(MODULE, {})`,
    [`${at}/src/modules/${snake}/models/thing.ts`]: `
      import { model } from "@medusajs/framework/utils"
      export const Thing = model.define("${snake}_thing", { id: model.id({ prefix: "${idPrefix(name)}" }).primaryKey() })`,
    [`${at}/src/modules/${snake}/migrations/Migration1.ts`]: `export class Migration${idPrefix(name)} {}`,
    [`${at}/src/workflows/do-thing.ts`]: `
      import { createWorkflow } from "@medusajs/framework/workflows-sdk"
      import { doThingStep } from "./steps/do-thing"
      export const doThingWorkflowId = "${name}-do-thing"
      export const doThingWorkflow = createWorkflow(doThingWorkflowId, () => doThingStep())`,
    [`${at}/src/workflows/steps/do-thing.ts`]: `
      import { createStep } from "@medusajs/framework/workflows-sdk"
      import { PLUGIN } from "../../lib/names"
      export const doThingStepId = \`\${PLUGIN}-do-thing\`
      export const doThingStep = createStep(doThingStepId, async () => undefined)`,
    [`${at}/src/jobs/tidy.ts`]: `
      export default async function tidy() {}
      export const config = { name: "${name}-tidy", schedule: "* * * * *" }`,
    [`${at}/src/subscribers/thing-done.ts`]: `
      import { WorkflowEvents } from "../lib/names"
      export default async function thingDone() {}
      export const config = { event: WorkflowEvents.DONE, context: { subscriberId: "${name}.thing-done" } }`,
    [`${at}/src/api/store/${name}/[id]/route.ts`]: `export const GET = async () => undefined`,
  }
}

/** Three letters, other ones for other names. */
const idPrefix = (name: string) => name.replace(/[^a-z]/g, "").slice(0, 3)
