/**
 * Loaded into a server before anything else (`node --require`). Kills, freezes or holds up that server at a named point, so
 * that production code needs no code for tests. Points come over the IPC channel or, from the start, in RISE_VIA_FAULT_POINTS.
 *
 *   <workflow>:<step>:before|after     around a step's handler; `after` means its effect is there, the engine not yet told
 *   sql:before|after:<regexp>          before a matching statement is sent, or when its answer is in
 *   commit:before|after:<regexp>       around the COMMIT of a transaction in which a matching statement ran, or around the
 *                                      statement itself where it runs outside a transaction
 */
const Module = require("node:module")

const points = JSON.parse(process.env.RISE_VIA_FAULT_POINTS ?? "[]").map(parsed)
const NEVER = new Promise(() => undefined)
/** Steps that stand still until the spec lets them go on. */
const held = []

function parsed(point) {
  const [kind, when, ...rest] = point.at.split(":")
  if (kind === "sql" || kind === "commit") {
    return { ...point, kind, when, pattern: new RegExp(rest.join(":"), "is") }
  }
  const [workflow, step, moment] = point.at.split(":")
  return { ...point, kind: "step", workflow, step, when: moment }
}

function tell(message) {
  if (process.connected) {
    process.send(message)
  }
}

/** What the caller must wait for: nothing ever, or its release. Does not return at all when the point kills. */
function strike(point) {
  points.splice(points.indexOf(point), 1)
  if (point.action !== "freeze" && point.action !== "hold") {
    // Delivered before the call returns: nothing of ours runs after it, no handler, no flush.
    process.kill(process.pid, "SIGKILL")
  }
  tell({ riseVia: "frozen", point: { at: point.at, match: point.match } })
  return point.action === "hold" ? new Promise((release) => held.push(release)) : NEVER
}

const concerns = (point, text) => !point.match || text.includes(point.match)

function stepPoint(transaction, step, when) {
  if (step.isCompensating()) {
    return undefined
  }
  const id = step.definition.action
  return points.find(
    (point) =>
      point.kind === "step" &&
      point.workflow === transaction.modelId &&
      point.step === id &&
      point.when === when &&
      concerns(point, JSON.stringify(transaction.payload ?? {}))
  )
}

function patchOrchestrator({ TransactionOrchestrator }) {
  const { createStepExecutionPromise } = TransactionOrchestrator.prototype
  TransactionOrchestrator.prototype.createStepExecutionPromise = function (transaction, step) {
    const execute = createStepExecutionPromise.call(this, transaction, step)
    return async () => {
      const before = stepPoint(transaction, step, "before")
      if (before) {
        await strike(before)
      }
      const response = await execute()
      const after = stepPoint(transaction, step, "after")
      if (after) {
        await strike(after)
      }
      return response
    }
  }
}

/** Keeps track of the connection's transaction, also while nothing is armed: a point may be armed in the middle of one. */
function follow(client, text) {
  if (/^\s*(begin|start transaction)\b/i.test(text)) {
    client.riseViaTransaction = new Set()
  } else if (/^\s*(commit|end|rollback(?!\s+to))\b/i.test(text)) {
    client.riseViaTransaction = undefined
  }
}

/** Which armed points a statement on this connection reaches. Outside a transaction a statement is its own commit. */
function sqlPoints(client, text, values) {
  const content = JSON.stringify(values ?? []) + text
  const matching = points.filter(
    (point) => point.kind !== "step" && point.pattern.test(text) && concerns(point, content)
  )
  const statements = matching.filter(({ kind }) => kind === "sql")
  const commits = matching.filter(({ kind }) => kind === "commit")
  const transaction = client.riseViaTransaction
  if (!transaction) {
    return matching
  }
  commits.forEach((point) => transaction.add(point))
  return /^\s*commit\b/i.test(text) ? [...transaction].filter((point) => points.includes(point)) : statements
}

function patchClient({ Client }) {
  const { query } = Client.prototype
  Client.prototype.query = function (config, values) {
    const text = typeof config === "string" ? config : config?.text
    if (typeof text !== "string") {
      return query.apply(this, arguments)
    }
    const reached = points.length ? sqlPoints(this, text, Array.isArray(values) ? values : config.values) : []
    follow(this, text)
    const before = reached.find(({ when }) => when === "before")
    if (before && strike(before)) {
      return NEVER
    }
    const after = reached.find(({ when }) => when === "after")
    if (!after) {
      return query.apply(this, arguments)
    }
    const args = [...arguments]
    const last = args.findLastIndex((argument) => typeof argument === "function")
    if (last >= 0) {
      const done = args[last]
      args[last] = (error, result) => (error || !strike(after) ? done(error, result) : undefined)
      return query.apply(this, args)
    }
    return query.apply(this, args).then((result) => (strike(after) ? NEVER : result))
  }
}

// Several copies of `pg` may be installed; each is patched when it is first loaded.
const patched = new WeakSet()
const { _load } = Module
Module._load = function (request, ...rest) {
  const loaded = _load.call(this, request, ...rest)
  if (request === "pg" && loaded?.Client && !patched.has(loaded.Client.prototype)) {
    patched.add(loaded.Client.prototype)
    patchClient(loaded)
  }
  if (request.endsWith("transaction-orchestrator") && loaded?.TransactionOrchestrator && !patched.has(loaded)) {
    patched.add(loaded)
    patchOrchestrator(loaded)
  }
  return loaded
}

const orders = {
  arm: ({ points: more }) => {
    points.push(...more.map(parsed))
    tell({ riseVia: "armed" })
  },
  disarm: () => {
    points.length = 0
    tell({ riseVia: "armed" })
  },
  release: () => {
    held.splice(0).forEach((release) => release())
    tell({ riseVia: "released" })
  },
  steps: ({ workflow }) => {
    const { WorkflowManager } = require("@medusajs/framework/orchestration")
    tell({ riseVia: "steps", flow: WorkflowManager.getWorkflow(workflow)?.flow_ ?? null })
  },
}

if (process.channel) {
  process.on("message", (message) => orders[message?.riseVia]?.(message))
  // A spec that is killed must not leave its server behind.
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"))
  process.channel.unref()
}
