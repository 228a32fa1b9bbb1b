import type { Context } from "@medusajs/framework/types"
import { MedusaError, MedusaService } from "@medusajs/framework/utils"
import type { PosabitOrderDTO } from "../../types"
import { PosabitMenuImport, PosabitOrder, PosabitRefund } from "./models"

/** The module's rows, and the lock under which their money changes. */
export abstract class PosabitRows extends MedusaService({ PosabitMenuImport, PosabitOrder, PosabitRefund }) {
  protected async lock(id: string, context: Context): Promise<PosabitOrderDTO> {
    const trx = this.knex(context)
    await trx.raw("SET LOCAL lock_timeout = '10s'")
    const [found] = await trx("posabit_order").select("id").where({ id, deleted_at: null }).forUpdate()
    if (!found) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `POSaBIT order with id: ${id} was not found`)
    }
    return await this.retrievePosabitOrder(id, {}, context)
  }

  /** Medusa types its managers as `unknown`. Outside a transaction a row lock would end at once, so that is refused. */
  protected knex(context: Context): any {
    const knex = (context.transactionManager as any)?.getTransactionContext?.()
    if (!knex) {
      throw new MedusaError(
        MedusaError.Types.UNEXPECTED_STATE,
        "A POSaBIT order can be locked only inside a transaction"
      )
    }
    return knex
  }
}
