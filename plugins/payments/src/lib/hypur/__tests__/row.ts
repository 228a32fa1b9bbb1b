import type { HypurRequestDTO } from "../../../types"
import { HypurOptionsSchema } from "../options"
import type { HypurReading } from "../wire"

const at = new Date("2026-03-08T12:00:00Z")

export const options = HypurOptionsSchema.parse({
  enabled: true,
  baseUrl: "http://localhost:9100/hypur/thirdparty/payments/v1.0/",
  consumerUrl: "http://localhost:9100/hypur/merchants",
  sdkUrl: "http://localhost:9100/hypur/sdk.js",
  clientPubKey: "pub",
  clientId: "id",
  clientSecret: "a-secret",
  merchantToken: "merchant",
  methods: { getRequest: "GetRequest", refund: "Refund", cancel: "Cancel" },
  sendReference: "Reference",
})

// Medusa's raw_… columns are left out: nothing here reads them.
export const requestRow = (given: Partial<HypurRequestDTO> = {}) =>
  ({
    id: "hypreq_1",
    payment_session_id: "payses_1",
    order_id: null,
    request_id: "HPR-1",
    status: "awaiting_customer",
    provider_status: "AwaitingCustomer",
    hold_reason: null,
    currency_code: "usd",
    amount_cents: 4050,
    approved_cents: null,
    fee_cents: null,
    captured_cents: null,
    settlement: "open",
    returns: 0,
    expires_at: new Date(at.getTime() + 900_000),
    next_poll_at: null,
    last_read_at: null,
    captured_at: null,
    withdrawn_at: null,
    handed_over_at: null,
    created_at: at,
    updated_at: at,
    deleted_at: null,
    ...given,
  }) as HypurRequestDTO

export const reading = (given: Partial<HypurReading> = {}): HypurReading => ({
  request_id: "HPR-1",
  status: "approved",
  provider_status: "Approved",
  reference: null,
  amount_cents: 4050,
  fee_cents: 0,
  refunded_cents: 0,
  refund_id: null,
  paid_out: false,
  expires_at: null,
  ...given,
})

export const NOW = at
