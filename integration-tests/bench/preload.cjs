/**
 * Loaded into both systems alike (`node --require`). Counts what `pg` sends to the database, and answers over the IPC
 * channel what the process has used so far; nothing is written or timed inside the server.
 */
const Module = require("node:module")

let sent = 0
/** Texts since tracing began, in order; undefined while nobody asked. */
let texts

function count(text) {
  sent += 1
  texts?.push(text)
}

function patch({ Client }) {
  const { query } = Client.prototype
  Client.prototype.query = function (config) {
    // A cursor or stream carries its text in a place of its own.
    count(typeof config === "string" ? config : (config?.text ?? config?.cursor?.text ?? "?"))
    return query.apply(this, arguments)
  }
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
    texts = []
    return {}
  },
  texts: () => {
    const since = texts ?? []
    texts = undefined
    return { texts: since }
  },
}

if (process.channel) {
  process.on("message", ({ bench, id } = {}) => {
    if (bench) process.send({ id, ...questions[bench]() })
  })
  process.channel.unref()
}
