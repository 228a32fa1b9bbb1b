import type PaymentsAeropayModuleService from "../../modules/payments_aeropay/service"

const LIMIT = 100

/** Payment sessions of which something is left to find out or to finish, longest due first. */
export async function unfinishedSessions(service: PaymentsAeropayModuleService, now: Date): Promise<string[]> {
  if (!service.isOn) {
    return []
  }
  const due = { next_check_at: { $lte: now } }
  const config = { take: LIMIT, order: { next_check_at: "ASC" as const } }
  const [payments, refunds] = await Promise.all([
    service.listAeropayPayments(due, config),
    service.listAeropayRefunds(due, config),
  ])
  return [...new Set([...payments, ...refunds].map(({ payment_session_id }) => payment_session_id))]
}
