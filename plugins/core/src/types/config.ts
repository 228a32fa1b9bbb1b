/** One environment variable. A plugin's `env.ts` lists its own; `.env.template` is written from all of them. */
export type EnvVariable = {
  name: string
  /** What it does, with unit and default, for somebody who installs. */
  description: string
  example?: string
  /** Made up at first start and kept in `.env`. */
  generated?: boolean
  /** Must not be printed or logged. */
  secret?: boolean
  /** Live mode refuses to start without it. */
  requiredLive?: boolean
}

type ModuleProvider = { resolve: string; id: string; options?: Record<string, unknown> }

/**
 * What a plugin adds to `medusa-config.ts`: itself, its providers, and which of its modules those providers may use
 * (a provider sees only its host module's container).
 */
export type RiseViaPlugin = {
  /** npm name. */
  resolve: string
  options?: Record<string, unknown>
  /** Providers by host module key of `Modules`, e.g. `{ payment: [{ resolve, id, options }] }`. */
  providers?: Record<string, ModuleProvider[]>
  /** Module names that the host module's providers may resolve, e.g. `{ payment: ["payments_posabit", "core_exchange"] }`. */
  dependencies?: Record<string, string[]>
  /** The plugin's `env.ts`. */
  env?: EnvVariable[]
  /** What is wrong with its options, one line each that begins with the plugin's name; empty when all is well. */
  problems?: () => string[]
  /** What stops a live start, one line each, empty when all is well. Called with `RISE_VIA_MODE=live` only. */
  refuseLive?: (env: NodeJS.ProcessEnv) => string[]
}

/** A step of `npm run demo`. Later steps see what earlier ones put into `state`. */
export type DemoStep = {
  /** Lower first. sign up 100 · age 200 · browse 300 · cart 400 · pay 500 · order 600 · callback 700 · stock 800. */
  order: number
  /** What a person would say is happening, e.g. `The shopper confirms her age`. */
  title: string
  /** Returns the sentence that is printed. Throws when anything is not as it should be. */
  run: (demo: DemoContext) => Promise<string>
}

export type DemoContext = {
  /** Store API base, e.g. `http://localhost:9000`. */
  backendUrl: string
  sandboxUrl: string
  publishableKey: string
  admin: { email: string; password: string }
  /** `@medusajs/js-sdk` for the storefront, already set up with the publishable key. */
  store: any
  /** `@rise-via/client` on top of `store`: our own store routes, in the name of the same shopper. */
  shop: any
  /** `@medusajs/js-sdk` signed in as the admin. */
  adminSdk: any
  /** JSON call to the sandbox, e.g. `sandbox("POST", "/posabit/console/orders/1/complete")`. */
  sandbox: (method: string, path: string, body?: unknown) => Promise<any>
  /** Asks until `probe` answers something truthy or the deadline passes; the error names `what`. */
  until: <T>(what: string, probe: () => Promise<T | undefined | false | null>, deadlineMs?: number) => Promise<T>
  state: Record<string, any>
}
