import { get, type IncomingMessage } from "node:http"

type StreamEvent = { event: string; data: any }

/** Server-sent events over a real socket: `next()` is the next one, however long it takes within the test. */
export async function openStream(url: string) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => get(url, resolve).on("error", reject))
  response.setEncoding("utf8")
  const heard: StreamEvent[] = []
  const waiting: ((event: StreamEvent) => void)[] = []
  let text = ""
  response.on("data", (chunk: string) => {
    const blocks = (text + chunk).split("\n\n")
    text = blocks.pop()!
    for (const block of blocks) {
      const event = /^event: (.*)$/m.exec(block)?.[1]
      if (event) {
        const told = { event, data: JSON.parse(/^data: (.*)$/m.exec(block)![1]) }
        const listener = waiting.shift()
        if (listener) {
          listener(told)
        } else {
          heard.push(told)
        }
      }
    }
  })
  return {
    status: response.statusCode,
    headers: response.headers,
    next: () =>
      heard.length ? Promise.resolve(heard.shift()!) : new Promise<StreamEvent>((resolve) => waiting.push(resolve)),
    /** What arrived and was not asked for yet. */
    heard,
    close: () => void response.destroy(),
  }
}
