import type { SandboxFrame } from "../frame/service"
import { Agenda } from "./agenda"
import { Banks } from "./banks"
import { Declines } from "./declines"
import { Idempotency } from "./idempotency"
import { Ids } from "./ids"
import { PaymentLinks } from "./merchant"
import { Preauths } from "./preauths"
import { CsvFiles } from "./reports"
import { Reversals } from "./reversals"
import { TOPICS } from "./schemas"
import { Settlement } from "./settlement"
import { Switches } from "./switches"
import { Tokens } from "./token"
import { Transactions } from "./transactions"
import { Users } from "./users"
import { Webhooks } from "./webhooks"

/** The one merchant of the sandbox. */
export type AeropayCredentials = {
  apiKey: string
  apiSecret: string
  merchantId: number
  locationId: number
  name: string
  /** 64 hexadecimal digits; in force until `createWebhookSigningKey` makes another. */
  signingKey: string
}

/** What the sandbox accepts unless its options say otherwise. */
export const DEFAULT_AEROPAY: AeropayCredentials = {
  apiKey: "sandbox-aeropay-key",
  apiSecret: "sandbox-aeropay-secret",
  merchantId: 582,
  locationId: 541,
  name: "Rise-Via Sandbox Shop",
  signingKey: "5a9d0c1b7e3f4826a1d5c9e07b3f6428d0e4a8b2c6f13957e8d2b4a6c0f19375",
}

export type AeropayOptions = Partial<AeropayCredentials> & {
  /** How it behaves at first and after a reset, where the documents leave a choice. */
  switches?: Partial<Switches>
  /** Subscribed for every topic from the start. */
  webhookUrl?: string
  /** Enters every id, so that two runs of a sandbox do not give the same ones. */
  seed?: string
  /** How many of each kind are kept; the oldest make room. */
  kept?: number
}

const KEPT = 50_000
/** Webhooks are kept with their text. */
const WEBHOOKS_KEPT = 10_000

/** Everything this sandbox knows. Its parts reach each other through it. */
export class World {
  readonly credentials: AeropayCredentials
  readonly switches: Switches
  readonly ids: Ids
  readonly agenda: Agenda
  readonly tokens: Tokens
  readonly users: Users
  readonly banks: Banks
  readonly declines: Declines
  readonly idempotency: Idempotency
  readonly transactions: Transactions
  readonly preauths: Preauths
  readonly reversals: Reversals
  readonly settlement: Settlement
  readonly webhooks: Webhooks
  readonly links: PaymentLinks
  readonly files: CsvFiles

  constructor(
    readonly frame: SandboxFrame,
    private readonly options: AeropayOptions
  ) {
    const { switches, seed, kept = KEPT, webhookUrl: _url, ...credentials } = options
    const given = Object.entries(credentials).filter(([, value]) => value !== undefined && value !== "")
    this.credentials = { ...DEFAULT_AEROPAY, ...Object.fromEntries(given) }
    this.switches = Switches.parse(switches ?? {})
    this.ids = new Ids(seed)
    this.agenda = new Agenda(frame)
    this.tokens = new Tokens(this.credentials.apiSecret, this.now)
    this.users = new Users(this.ids, kept)
    this.banks = new Banks(this.ids, kept)
    this.declines = new Declines(this.switches)
    this.idempotency = new Idempotency(this, kept)
    this.transactions = new Transactions(this, kept)
    this.preauths = new Preauths(this, kept)
    this.reversals = new Reversals(this, kept)
    this.settlement = new Settlement(this, kept)
    this.webhooks = new Webhooks(this, Math.min(kept, WEBHOOKS_KEPT))
    this.links = new PaymentLinks(this.ids, kept)
    this.files = new CsvFiles(this.ids)
    this.#subscribe()
  }

  /** Milliseconds. */
  now = () => this.frame.clock.now().getTime()

  reset() {
    const { ids, agenda, users, banks, idempotency, transactions, preauths, reversals } = this
    const { settlement, webhooks, links, files } = this
    const parts = [
      ids,
      agenda,
      users,
      banks,
      idempotency,
      transactions,
      preauths,
      reversals,
      settlement,
      webhooks,
      links,
      files,
    ]
    parts.forEach((part) => part.reset())
    this.declines.clear()
    Object.assign(this.switches, Switches.parse(this.options.switches ?? {}))
    this.#subscribe()
  }

  #subscribe() {
    const { webhookUrl } = this.options
    if (webhookUrl) {
      TOPICS.forEach((topic) => this.webhooks.subscribe(topic, webhookUrl))
    }
  }
}
