/**
 * JSON to and from the sandbox. Throws an `Error` whose message is a sentence for a person: the sandbox's own where it
 * gave one.
 *
 * @param {string} path
 * @param {{ method?: string, body?: unknown }} [request]
 */
export async function ask(path, { method = "GET", body } = {}) {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => {
    throw new Error("The sandbox does not answer. Is it running?")
  })
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) {
    throw new Error(answer.message ?? `The sandbox answered ${response.status}`)
  }
  return answer
}

/** A query string of what is not empty. */
export const query = (values) => {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== "")
  return given.length ? `?${new URLSearchParams(given)}` : ""
}
