import type { PaymentCustomerDTO } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import type { HypurBuyer } from "./client"

const text = (max: number) => z.string().trim().min(1).max(max)

/** What a storefront may send as `data` of the payment session. Nothing of it is kept; anything else is refused. */
const SessionData = z.strictObject({
  session_id: z.string().max(200).optional(),
  buyer: z
    .strictObject({
      business_name: text(200).optional(),
      first_name: text(100).optional(),
      last_name: text(100).optional(),
      email: z.email().max(200).optional(),
      phone: text(30).optional(),
      address: text(200).optional(),
      city: text(100).optional(),
      state: text(2).optional(),
      zip: text(20).optional(),
    })
    .optional(),
})

/** The buyer as Hypur wants her: what the storefront says, else what the customer's account says. */
export function buyerOf(data: Record<string, unknown> | undefined, customer?: PaymentCustomerDTO): HypurBuyer {
  // Medusa makes a deleted session anew with the data that we had written there; the buyer was never kept in it.
  const said = data?.hypur_request ? { session_id: data.session_id } : data
  const result = SessionData.safeParse(said ?? {})
  if (!result.success) {
    const [{ path, message }] = result.error.issues
    throw new MedusaError(MedusaError.Types.INVALID_DATA, `\`${["data", ...path].join(".")}\`: ${message}`)
  }
  const { buyer = {} } = result.data
  const address = customer?.billing_address
  const first = buyer.first_name ?? customer?.first_name
  const last = buyer.last_name ?? customer?.last_name
  return present({
    UserBusinessName: buyer.business_name ?? customer?.company_name ?? [first, last].filter(Boolean).join(" "),
    UserBusinessAddress: buyer.address ?? address?.address_1,
    UserBusinessCity: buyer.city ?? address?.city,
    UserBusinessStateCode: stateOf(buyer.state ?? address?.province),
    UserBusinessZip: buyer.zip ?? address?.postal_code,
    UserEmail: buyer.email ?? customer?.email,
    UserFirstName: first,
    UserLastName: last,
    UserPhone: tenDigits(buyer.phone ?? customer?.phone),
  })
}

/** Ten digits without the country; nothing when it is another kind of number. */
export function tenDigits(phone: string | null | undefined): string | undefined {
  const digits = (phone ?? "").replace(/\D/g, "").replace(/^1(?=\d{10}$)/, "")
  return /^\d{10}$/.test(digits) ? digits : undefined
}

/** Medusa keeps a province as free text or ISO code (`us-wa`); Hypur wants `WA`. */
function stateOf(province: string | null | undefined): string | undefined {
  const state = (province ?? "").replace(/^us-/i, "").toUpperCase()
  return /^[A-Z]{2}$/.test(state) ? state : undefined
}

const present = (values: Record<string, string | null | undefined>): HypurBuyer =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as HypurBuyer
