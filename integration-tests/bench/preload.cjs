/**
 * Loaded into both systems alike (`node --require`). Counts what `pg` sends to the database, and answers over the IPC
 * channel what the process has used so far; nothing is written, and timed only what is traced.
 */
const Module = require("node:module")

let sent = 0
/** `{ text, ms }` since tracing began, in order; undefined while nobody asked. */
let traced

function patch({ Client }) {
  const { query } = Client.prototype
  Client.prototype.query = function (...given) {
    sent += 1
    return traced ? timed(query, this, given) : query.apply(this, given)
  }
}

/** From here to the answer, which comes to a callback or a promise. */
function timed(query, client, given) {
  const [config] = given
  // A cursor or stream carries its text in a place of its own.
  const text = typeof config === "string" ? config : (config?.text ?? config?.cursor?.text ?? "?")
  const statement = { text, ms: 0 }
  traced.push(statement)
  const since = performance.now()
  const end = () => void (statement.ms = performance.now() - since)
  const last = given.at(-1)
  if (typeof last === "function") {
    given[given.length - 1] = function () {
      end()
      return last.apply(this, arguments)
    }
  }
  const answer = query.apply(client, given)
  answer?.then?.(end, end)
  return answer
}

// Several copies of `pg` may be installed; each is patched when it is first loaded.
const patched = new WeakSet()
const { _load } = Module
Module._load = function (request, ...rest) {
  const loaded = _load.call(this, request, ...rest)
  if (request === "pg" && loaded?.Client && !patched.has(loaded.Client.prototype)) {
    patched.add(loaded.Client.prototype)
    patch(loaded)
  }
  return loaded
}

const questions = {
  usage: () => {
    const { user, system } = process.cpuUsage()
    return { statements: sent, cpuSeconds: (user + system) / 1e6, memoryMb: process.memoryUsage().rss / 2 ** 20 }
  },
  trace: () => {
    traced = []
    return {}
  },
  statements: () => {
    const since = traced ?? []
    traced = undefined
    return { traced: since }
  },
  /** Calls what a file of a figure exports, with data, in this process. */
  inside: ({ file, input }) => require(file)(input),
}

if (process.channel) {
  process.on("message", ({ bench, id, ...more } = {}) => {
    if (bench) process.send({ id, ...questions[bench](more) })
  })
  process.channel.unref()
}
