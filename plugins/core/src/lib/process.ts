import { randomBytes } from "node:crypto"
import { hostname } from "node:os"

// On globalThis for the same reason as the runtime: one process, one id, however many copies of this file.
const KEY = Symbol.for("rise-via.core.process")
const own: { id: string } = ((globalThis as any)[KEY] ??= { id: `cproc_${randomBytes(10).toString("hex")}` })

/** Names this start of this process: rows that it works on carry it, so that its death can be told from slowness. */
export const processId = own.id
export const processHost = hostname()
