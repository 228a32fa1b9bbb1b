const LONGEST_PAUSE_MS = 10_000

const listeners = new Set()
const watchers = new Set()
let state = "connecting"
let failures = 0

/**
 * Calls `listener` when the sandbox says that one of `topics` is no longer what it was, and after the stream was lost: then
 * anything may have changed. Returns what ends it.
 *
 * @param {string[]} topics
 * @param {() => void} listener
 */
export function whenChanged(topics, listener) {
  const entry = { topics, listener }
  listeners.add(entry)
  return () => listeners.delete(entry)
}

/** Calls `watcher` with `connecting`, `live` or `lost`, now and whenever it changes. */
export function watchConnection(watcher) {
  watchers.add(watcher)
  watcher(state)
}

export function connect() {
  const source = new EventSource("/__sim/stream")
  let wasLost = failures > 0
  source.addEventListener("hello", () => {
    failures = 0
    turn("live")
    if (wasLost) {
      listeners.forEach(({ listener }) => listener())
    }
  })
  source.addEventListener("changed", ({ data }) => {
    const { topics } = JSON.parse(data)
    for (const { topics: wanted, listener } of listeners) {
      if (wanted.some((topic) => topics.includes(topic))) {
        listener()
      }
    }
  })
  source.addEventListener("error", () => {
    wasLost = true
    turn("lost")
    // The browser tries again by itself, except after an answer that was no stream.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(connect, Math.min(500 * 2 ** failures++, LONGEST_PAUSE_MS))
    }
  })
}

function turn(next) {
  if (next !== state) {
    state = next
    watchers.forEach((watcher) => watcher(state))
  }
}
