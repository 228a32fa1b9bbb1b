import { model } from "@medusajs/framework/utils"

/** That a run found a difference, also when a later run found it again: a report keeps what was in it. */
export const PaymentRunDifference = model
  .define("payment_run_difference", {
    /** Made of both ids: found twice in one run is found once. */
    id: model.text().primaryKey(),
    run_id: model.text(),
    difference_id: model.text(),
  })
  .indexes([
    { name: "IDX_payment_run_difference_run", on: ["run_id", "id"] },
    { name: "IDX_payment_run_difference_difference", on: ["difference_id"] },
  ])
