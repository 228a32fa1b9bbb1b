import { createHash } from "node:crypto"

const FIRST = { account: 957_022, webhook: 12_975, batch: 13_374 }

/** Ids that are the same in every run: the n-th user of a sandbox has the n-th user id. `seed` makes another such row. */
export class Ids {
  #counts = new Map<string, number>()

  constructor(private readonly seed = "") {}

  /** In the shape of a UUID v4. */
  uuid(kind: string) {
    const hex = this.hex(kind)
    const variant = "89ab"[parseInt(hex[16], 16) % 4]
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  }

  /** 64 hexadecimal digits. */
  hex(kind: string) {
    return createHash("sha256")
      .update(`aeropay|${this.seed}|${kind}|${this.next(kind)}`)
      .digest("hex")
  }

  number(kind: keyof typeof FIRST) {
    return FIRST[kind] + this.next(kind) - 1
  }

  /** 1, 2, 3 … */
  next(kind: string) {
    const count = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, count)
    return count
  }

  reset() {
    this.#counts.clear()
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

export const isUuid = (value: unknown): value is string => typeof value === "string" && UUID.test(value)
export const isUuidV4 = (value: unknown): value is string => typeof value === "string" && UUID_V4.test(value)
