type Bus = { subscribe: (event: string, handle: (data: unknown) => Promise<unknown>, context?: object) => unknown }

/**
 * Counts subscribers at work. Medusa's local bus neither waits for them nor tells when they are done, so `settle` could
 * not know. Must be called before the application loads.
 */
export function watchEvents(): { running: () => number } {
  const prototype: Bus = require("@medusajs/event-bus-local/dist/services/event-bus-local").default.prototype
  const { subscribe } = prototype
  let running = 0
  prototype.subscribe = function (this: Bus, event, handle, context) {
    const counted = async (data: unknown) => {
      running++
      try {
        return await handle(data)
      } finally {
        running--
      }
    }
    // Medusa finds a subscriber again by this property when no context names it.
    const named = Object.assign(counted, { subscriberId: (handle as { subscriberId?: string }).subscriberId })
    return subscribe.call(this, event, named, context)
  }
  return { running: () => running }
}
