import { AsyncLocalStorage } from "node:async_hooks"

/** The outbox or inbox message that is being handled, so that attempts made meanwhile can be found from it. */
export const cause = new AsyncLocalStorage<string>()
