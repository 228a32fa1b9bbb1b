import { model } from "@medusajs/framework/utils"

/** One claim of a customer to be old enough, and what became of it. Birth date and name are erased with the person. */
export const AgeVerification = model
  .define("age_verification", {
    id: model.id({ prefix: "agev" }).primaryKey(),
    customer_id: model.text(),
    method: model.enum(["birth_date_review"]).default("birth_date_review"),
    status: model.enum(["pending", "approved", "rejected", "expired", "withdrawn"]).default("pending"),
    // Text, because a birthday has no time and no zone: a timestamp moves it by a day on its way through either.
    birth_date: model.text().nullable(),
    first_name: model.text().nullable(),
    last_name: model.text().nullable(),
    decided_by: model.text().nullable(),
    decided_at: model.dateTime().nullable(),
    reason: model.text().nullable(),
    expires_at: model.dateTime().nullable(),
    erased_at: model.dateTime().nullable(),
  })
  .indexes([
    { on: ["customer_id", "created_at"] },
    { on: ["status", "created_at"] },
    { on: ["status", "expires_at"] },
    { on: ["decided_at"] },
  ])
