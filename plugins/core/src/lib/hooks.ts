import { StepResponse } from "@medusajs/framework/workflows-sdk"
import type { MedusaContainer } from "@medusajs/framework/types"
import { runtime } from "./runtime"

type HookContext = { container: MedusaContainer; [key: string]: any }

export type HookEntry = {
  /** `<plugin>.<what>`, unique for its hook. */
  id: string
  /** Lower runs first; leave gaps of 10. */
  order: number
  /** What it returns is handed to `undo`. */
  invoke: (input: any, context: HookContext) => Promise<unknown>
  undo?: (state: any, context: HookContext) => Promise<void>
}

type Workflow = { getName: () => string; hooks: Record<string, any> }
type Done = { id: string; state: unknown }[]

/**
 * Medusa allows one handler on a workflow hook and stops the boot at a second; this lets many plugins share it.
 * The hook is claimed when the first entry comes, so a hook that nobody needs stays free for other plugins.
 */
export function onHook(workflow: Workflow, hook: string, entry: HookEntry) {
  const { entries, isFirst } = addEntry(workflow, hook, entry)
  if (!isFirst) {
    return
  }

  workflow.hooks[hook](
    async (input: unknown, context: HookContext) => {
      const done: Done = []
      for (const { id, invoke } of entries) {
        try {
          done.push({ id, state: await invoke(input, context) })
        } catch (error) {
          // The engine does not compensate a handler that failed, so what its earlier entries did is undone here.
          await undoAll(entries, done, context)
          throw error
        }
      }
      return new StepResponse(undefined, done)
    },
    async (done: Done | undefined, context: HookContext) => {
      if (done?.length) {
        await undoAll(entries, done, context)
      }
    }
  )
}

/**
 * For hooks that return context (`setPricingContext`, `setTaxLineContext` …): the answers of all entries are merged,
 * and two entries that give the same key are an error rather than a silent override.
 */
export function onContextHook(workflow: Workflow, hook: string, entry: Omit<HookEntry, "undo">) {
  const { entries, isFirst } = addEntry(workflow, hook, entry)
  if (!isFirst) {
    return
  }

  workflow.hooks[hook](async (input: unknown, context: HookContext) => {
    const merged: Record<string, unknown> = {}
    for (const { id, invoke } of entries) {
      for (const [key, value] of Object.entries((await invoke(input, context)) ?? {})) {
        if (key in merged) {
          throw new Error(`${id} gives "${key}" to ${workflow.getName()}.${hook}, which another entry already gave`)
        }
        merged[key] = value
      }
    }
    return new StepResponse(merged)
  })
}

/** The entries of a hook, for recovery: it repeats what a crash swallowed. */
export function hookEntries(workflowName: string, hook: string) {
  return runtime.hooks.get(`${workflowName}.${hook}`) ?? []
}

function addEntry(workflow: Workflow, hook: string, entry: HookEntry) {
  const key = `${workflow.getName()}.${hook}`
  const entries = runtime.hooks.get(key) ?? []
  if (entries.some(({ id }) => id === entry.id)) {
    throw new Error(`Hook entry "${entry.id}" is already registered on ${key}`)
  }
  const isFirst = !runtime.hooks.has(key)
  entries.push(entry)
  entries.sort((a, b) => a.order - b.order)
  runtime.hooks.set(key, entries)
  return { entries, isFirst }
}

/** Every entry gets its undo, also when one before it fails; the first failure is reported at the end. */
async function undoAll(entries: HookEntry[], done: Done, context: HookContext) {
  const failures: unknown[] = []
  for (const { id, state } of [...done].reverse()) {
    try {
      await entries.find((entry) => entry.id === id)?.undo?.(state, context)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length) {
    throw failures[0]
  }
}
