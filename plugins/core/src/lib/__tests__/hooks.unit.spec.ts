import { hookEntries, onContextHook, onHook } from "../hooks"
import { runtime } from "../runtime"

type Handler = (...args: any[]) => Promise<any>

/** A workflow hook as Medusa offers it: one handler, a second is refused. */
function workflowWithHook(name: string) {
  const handlers: { invoke?: Handler; undo?: Handler } = {}
  return {
    handlers,
    workflow: {
      getName: () => name,
      hooks: {
        validate: (invoke: Handler, undo?: Handler) => {
          if (handlers.invoke) {
            throw new Error("Cannot define multiple hook handlers")
          }
          Object.assign(handlers, { invoke, undo })
        },
      },
    },
  }
}

const context = { container: {} as never }

describe("onHook", () => {
  beforeEach(() => runtime.hooks.clear())

  it("runs the entries of several plugins in their order on one handler", async () => {
    const { workflow, handlers } = workflowWithHook("order-of-entries")
    const ran: string[] = []
    onHook(workflow, "validate", { id: "b.later", order: 20, invoke: async () => ran.push("later") })
    onHook(workflow, "validate", { id: "a.first", order: 10, invoke: async () => ran.push("first") })

    await handlers.invoke!({}, context)

    expect(ran).toEqual(["first", "later"])
    expect(hookEntries("order-of-entries", "validate").map(({ id }) => id)).toEqual(["a.first", "b.later"])
  })

  it("undoes what ran before when a later entry fails, in reverse", async () => {
    const { workflow, handlers } = workflowWithHook("failing-entry")
    const undone: unknown[] = []
    const undo = async (state: unknown) => void undone.push(state)
    onHook(workflow, "validate", { id: "a.one", order: 10, invoke: async () => "one", undo })
    onHook(workflow, "validate", { id: "a.two", order: 20, invoke: async () => "two", undo })
    onHook(workflow, "validate", { id: "a.bad", order: 30, invoke: () => Promise.reject(new Error("no")) })

    await expect(handlers.invoke!({}, context)).rejects.toThrow("no")
    expect(undone).toEqual(["two", "one"])
  })

  it("undoes the rest also when one undo fails, and reports that failure", async () => {
    const { workflow, handlers } = workflowWithHook("failing-undo")
    const undone: unknown[] = []
    onHook(workflow, "validate", {
      id: "a.one",
      order: 10,
      invoke: async () => "one",
      undo: async (state) => void undone.push(state),
    })
    onHook(workflow, "validate", {
      id: "a.two",
      order: 20,
      invoke: async () => "two",
      undo: () => Promise.reject(new Error("stuck")),
    })

    const { compensateInput } = await handlers.invoke!({}, context)

    await expect(handlers.undo!(compensateInput, context)).rejects.toThrow("stuck")
    expect(undone).toEqual(["one"])
  })

  it("refuses two entries of one id", () => {
    const { workflow } = workflowWithHook("same-id")
    const entry = { id: "a.same", order: 1, invoke: async () => undefined }
    onHook(workflow, "validate", entry)
    expect(() => onHook(workflow, "validate", entry)).toThrow('"a.same" is already registered')
  })
})

describe("onContextHook", () => {
  beforeEach(() => runtime.hooks.clear())

  it("merges what the entries give, and refuses two answers to one key", async () => {
    const { workflow, handlers } = workflowWithHook("context")
    onContextHook(workflow, "validate", { id: "a.tax", order: 1, invoke: async () => ({ tax: 1 }) })
    onContextHook(workflow, "validate", { id: "b.price", order: 2, invoke: async () => ({ price: 2 }) })
    expect((await handlers.invoke!({}, context)).output).toEqual({ tax: 1, price: 2 })

    onContextHook(workflow, "validate", { id: "c.tax", order: 3, invoke: async () => ({ tax: 9 }) })
    await expect(handlers.invoke!({}, context)).rejects.toThrow('gives "tax"')
  })
})
