/** A token with the milliseconds at which a new one is asked for. */
type Held = { token: string; renewAt: number }

/** `undefined` stands for the merchant. */
export type TokenOwner = string | undefined

export type IssuedToken = { token: string; ttlSeconds: number }

const MAX_HELD = 5_000

/**
 * Tokens of the merchant and of users, kept in this process and renewed at 80 % of their time. Several that ask for the
 * same one at once share one request.
 */
export class TokenCache {
  #held = new Map<string, Held>()
  #asked = new Map<string, Promise<string>>()

  constructor(private readonly now: () => number = Date.now) {}

  async get(owner: TokenOwner, issue: () => Promise<IssuedToken>): Promise<string> {
    const name = owner ?? ""
    const held = this.#held.get(name)
    if (held && this.now() < held.renewAt) {
      return held.token
    }
    const asked = this.#asked.get(name)
    if (asked) {
      return await asked
    }
    const asking = this.#issue(name, issue).finally(() => this.#asked.delete(name))
    this.#asked.set(name, asking)
    return await asking
  }

  /** Only the one that was refused: a newer one may be there meanwhile. */
  drop(owner: TokenOwner, token: string) {
    const name = owner ?? ""
    if (this.#held.get(name)?.token === token) {
      this.#held.delete(name)
    }
  }

  async #issue(name: string, issue: () => Promise<IssuedToken>) {
    const { token, ttlSeconds } = await issue()
    if (this.#held.size >= MAX_HELD) {
      this.#held.clear()
    }
    this.#held.set(name, { token, renewAt: this.now() + ttlSeconds * 800 })
    return token
  }
}
