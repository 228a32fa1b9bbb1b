import type { Context } from "@medusajs/framework/types"
import {
  InjectManager,
  InjectTransactionManager,
  MedusaContext,
  MedusaError,
  MedusaService,
} from "@medusajs/framework/utils"
import { audit } from "@rise-via/core"
import type { AuditActor } from "@rise-via/core"
import { changedFields, pickFields } from "../../lib/changes"
import type { Changes } from "../../lib/changes"
import { checkFacts } from "../../lib/check-facts"
import { FACT_FIELDS, LOT_FIELDS } from "../../lib/fact-names"
import { checkLot } from "../../lib/check-lot"
import type { ComplianceModuleOptions } from "../../lib/options"
import type { FactsUndo, LotDTO, ProductFactsDTO, SaveFactsDTO, SaveProductFactsDTO } from "../../types"
import { ComplianceLot, ProductFacts } from "./models"

type Record_ = Record<string, any>

/** Without it a list stops at 15 rows. */
const EVERY = { take: null }

const STORED_FACTS = [...FACT_FIELDS, "lot_id"] as const

/** Product facts and lots. Every change writes core's audit log on the transaction of the change. */
export default class ComplianceProductFactsModuleService extends MedusaService({ ProductFacts, ComplianceLot }) {
  protected readonly options_: ComplianceModuleOptions

  constructor(container: Record_, options: ComplianceModuleOptions) {
    // eslint-disable-next-line prefer-rest-params -- Medusa's base class reads more than it declares.
    super(...arguments)
    this.options_ = options
  }

  /** URL of the generated image of a product, under the address this backend is configured with. */
  async productImageUrl(handle: string) {
    return `${await this.productImageBase()}${handle}.svg`
  }

  async productImageBase() {
    return `${this.options_.imageBaseUrl}/product-images/generated/`
  }

  /**
   * Creates or changes facts by variant and lots by code, all or nothing. Returns what `undoSave` needs.
   *
   * @throws INVALID_DATA when facts contradict each other or a lot is unknown
   */
  @InjectManager()
  async saveFacts(input: SaveProductFactsDTO, @MedusaContext() context: Context = {}): Promise<FactsUndo> {
    return await this.saveFacts_(input, context)
  }

  @InjectTransactionManager()
  protected async saveFacts_(input: SaveProductFactsDTO, @MedusaContext() context: Context = {}): Promise<FactsUndo> {
    const undo: FactsUndo = { created_facts: [], updated_facts: [], created_lots: [], updated_lots: [] }
    await this.saveLots_(input, undo, context)

    const variantIds = input.facts.map(({ variant_id }) => variant_id)
    const before = await this.lockRows_<ProductFactsDTO>("compliance_product_facts", "variant_id", variantIds, context)
    const lotIds = await this.lotIds_(input.facts, context)
    for (const { lot_code, ...given } of input.facts) {
      const row =
        lot_code === undefined ? given : { ...given, lot_id: lot_code === null ? null : lotIds.get(lot_code)! }
      await this.saveOneFacts_(row, before.get(given.variant_id), input, undo, context)
    }
    return undo
  }

  protected async saveOneFacts_(
    given: Omit<SaveFactsDTO, "lot_code"> & { lot_id?: string | null },
    before: ProductFactsDTO | undefined,
    { actor, why }: { actor: AuditActor; why?: string },
    undo: FactsUndo,
    context: Context
  ) {
    const after = { is_infused: false, is_low_dose_liquid: false, ...before, ...given }
    if (!after.limit_bucket) {
      throw new MedusaError(
        MedusaError.Types.INVALID_DATA,
        `limit_bucket is required: variant ${given.variant_id} has no facts yet`
      )
    }
    const problems = checkFacts(after)
    if (problems.length) {
      const sentence = problems.map(({ field, message }) => `${field} ${message}`).join("; ")
      throw new MedusaError(MedusaError.Types.INVALID_DATA, `Facts of variant ${given.variant_id}: ${sentence}`)
    }
    const changes = changedFields(before, given, STORED_FACTS)
    if (before && !changes) {
      return
    }
    if (before) {
      await this.updateProductFacts({ id: before.id, ...changes!.after }, context)
      undo.updated_facts.push(before)
    } else {
      const created = await this.createProductFacts(
        { ...pickFields(after, STORED_FACTS), variant_id: given.variant_id },
        context
      )
      undo.created_facts.push(created.id)
    }
    const action = before ? "compliance.product_facts_updated" : "compliance.product_facts_created"
    await this.note_(context, actor, action, { type: "product_variant", id: given.variant_id }, changes, why)
  }

  protected async saveLots_({ lots = [], actor, why }: SaveProductFactsDTO, undo: FactsUndo, context: Context) {
    const codes = lots.map(({ code }) => code)
    const known = await this.lockRows_<LotDTO>("compliance_lot", "code", codes, context)
    for (const given of lots) {
      const before = known.get(given.code)
      const problem = checkLot({ ...before, ...given })
      if (problem) {
        throw new MedusaError(MedusaError.Types.INVALID_DATA, `Lot ${given.code}: ${problem.field} ${problem.message}`)
      }
      const changes = changedFields(before, given, LOT_FIELDS)
      if (before && changes) {
        await this.updateComplianceLots({ id: before.id, ...changes.after }, context)
        undo.updated_lots.push(pickFields(before, ["id", ...LOT_FIELDS]) as LotDTO)
      } else if (!before) {
        undo.created_lots.push((await this.createComplianceLots(given, context)).id)
      }
      if (!before || changes) {
        const action = before ? "compliance.lot_updated" : "compliance.lot_created"
        await this.note_(context, actor, action, { type: "compliance_lot", id: given.code }, changes, why)
      }
    }
  }

  /** Puts back what `saveFacts` changed; used as compensation, and audited like any other change. */
  @InjectManager()
  async undoSave(undo: FactsUndo, actor: AuditActor, @MedusaContext() context: Context = {}) {
    await this.undoSave_(undo, actor, context)
  }

  @InjectTransactionManager()
  protected async undoSave_(undo: FactsUndo, actor: AuditActor, @MedusaContext() context: Context = {}) {
    const why = "The change they belonged to failed and was undone"
    const note = (action: string, type: string, id: string) =>
      this.note_(context, actor, action, { type, id }, null, why)

    const created = await this.listProductFacts({ id: undo.created_facts }, EVERY, context)
    await this.deleteProductFacts(undo.created_facts, context)
    for (const { variant_id } of created) {
      await note("compliance.product_facts_removed", "product_variant", variant_id)
    }
    for (const before of undo.updated_facts) {
      await this.updateProductFacts({ id: before.id, ...pickFields(before, STORED_FACTS) }, context)
      await note("compliance.product_facts_restored", "product_variant", before.variant_id)
    }
    const lots = await this.listComplianceLots({ id: undo.created_lots }, EVERY, context)
    await this.deleteComplianceLots(undo.created_lots, context)
    for (const { code } of lots) {
      await note("compliance.lot_removed", "compliance_lot", code)
    }
    for (const before of undo.updated_lots) {
      await this.updateComplianceLots(before, context)
      await note("compliance.lot_restored", "compliance_lot", before.code)
    }
  }

  /**
   * Rows by a key, as they are at the moment they are locked, in the order of their ids. Read and lock are one statement:
   * a row that another save commits in between is not mistaken for one that was locked.
   */
  protected async lockRows_<T extends Record_>(table: string, key: string, values: string[], context: Context) {
    const knex = (context.transactionManager as any).getTransactionContext()
    const rows: T[] = await knex(table).whereIn(key, values).whereNull("deleted_at").orderBy("id").forUpdate()
    return new Map(rows.map((row) => [row[key] as string, row]))
  }

  protected async lotIds_(facts: SaveFactsDTO[], context: Context) {
    const codes = [...new Set(facts.flatMap(({ lot_code }) => lot_code ?? []))]
    const lots = await this.listComplianceLots({ code: codes }, EVERY, context)
    const ids = new Map(lots.map(({ code, id }) => [code, id]))
    const unknown = codes.find((code) => !ids.has(code))
    if (unknown) {
      throw new MedusaError(MedusaError.Types.INVALID_DATA, `Lot with code: ${unknown} was not found`)
    }
    return ids
  }

  protected async note_(
    context: Context,
    actor: AuditActor,
    action: string,
    subject: { type: string; id: string },
    changes: Changes | null,
    why?: string
  ) {
    await audit(context, {
      actor,
      action,
      subject,
      before: changes?.before ?? null,
      after: changes?.after ?? null,
      why,
    })
  }
}
