const defaults = [
  "id",
  "customer_id",
  "method",
  "status",
  "birth_date",
  "first_name",
  "last_name",
  "decided_by",
  "decided_at",
  "reason",
  "expires_at",
  "erased_at",
  "created_at",
  "updated_at",
  "customer.id",
  "customer.email",
  "customer.first_name",
  "customer.last_name",
]

const config = { entity: "age_verification", defaults, allowed: defaults }

export const retrieveAgeVerificationQueryConfig = { ...config, isList: false }
export const listAgeVerificationsQueryConfig = { ...config, isList: true, defaultLimit: 20 }
