import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const FACTS = "compliance_product_facts"
const LOT = "compliance_lot"

/** `lib/check-facts.ts` says the same in sentences; this is for every other way in. */
const FACT_CHECKS: Record<string, string> = {
  compliance_facts_net_weight: `net_weight_g > 0 and net_weight_g < 100000`,
  compliance_facts_net_volume: `net_volume_ml > 0 and net_volume_ml < 100000`,
  compliance_facts_units: `units_per_package between 1 and 1000`,
  compliance_facts_thc_pct: `thc_pct between 0 and 100`,
  compliance_facts_cbd_pct: `cbd_pct between 0 and 100`,
  compliance_facts_pct_sum: `coalesce(thc_pct, 0) + coalesce(cbd_pct, 0) <= 100`,
  compliance_facts_total_thc: `total_thc_mg >= 0`,
  compliance_facts_unit_thc: `thc_mg_per_unit >= 0`,
  compliance_facts_total_cbd: `total_cbd_mg >= 0`,
  compliance_facts_thc_sum: `abs(units_per_package * thc_mg_per_unit - total_thc_mg)
    <= greatest(0.5, 0.02 * greatest(units_per_package * thc_mg_per_unit, total_thc_mg)) + 0.001`,
  compliance_facts_thc_weight: `limit_bucket not in ('flower', 'concentrate') or abs(net_weight_g * thc_pct * 10 - total_thc_mg)
    <= greatest(0.5, 0.02 * greatest(net_weight_g * thc_pct * 10, total_thc_mg)) + 0.001`,
  compliance_facts_cbd_weight: `limit_bucket not in ('flower', 'concentrate') or abs(net_weight_g * cbd_pct * 10 - total_cbd_mg)
    <= greatest(0.5, 0.02 * greatest(net_weight_g * cbd_pct * 10, total_cbd_mg)) + 0.001`,
  compliance_facts_low_dose: `is_low_dose_liquid = (limit_bucket = 'low_dose_liquid_thc')`,
  compliance_facts_low_dose_unit: `limit_bucket <> 'low_dose_liquid_thc' or thc_mg_per_unit <= 4`,
  compliance_facts_otherwise: `limit_bucket = 'none' or (route = 'otherwise') = (limit_bucket = 'otherwise_taken')`,
  compliance_facts_none: `limit_bucket <> 'none'
    or (coalesce(thc_pct, 0) = 0 and coalesce(total_thc_mg, 0) = 0 and coalesce(thc_mg_per_unit, 0) = 0)`,
}

const isDay = (column: string) => `${column} ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'`

const LOT_CHECKS: Record<string, string> = {
  compliance_lot_code: `length(code) between 1 and 64`,
  compliance_lot_harvested: isDay("harvested_on"),
  compliance_lot_packed: isDay("packed_on"),
  compliance_lot_expires: isDay("expires_on"),
  compliance_lot_tested: isDay("tested_on"),
  compliance_lot_days: `(packed_on >= harvested_on or packed_on is null or harvested_on is null)
    and (expires_on >= packed_on or expires_on is null or packed_on is null)
    and (expires_on >= harvested_on or expires_on is null or harvested_on is null)`,
  compliance_lot_passed: `lab_result is distinct from 'passed'
    or (lab_name is not null and coa_number is not null and tested_on is not null)`,
}

/** Written by hand: what must never be wrong about a fact is also refused by the database. */
export class Migration20261122155300ComplianceChecks extends Migration {
  override async up(): Promise<void> {
    this.addChecks(FACTS, FACT_CHECKS)
    this.addChecks(LOT, LOT_CHECKS)
  }

  override async down(): Promise<void> {
    this.dropChecks(FACTS, FACT_CHECKS)
    this.dropChecks(LOT, LOT_CHECKS)
  }

  private addChecks(table: string, checks: Record<string, string>) {
    for (const [name, expression] of Object.entries(checks)) {
      this.addSql(`alter table "${table}" add constraint "${name}" check (${expression});`)
    }
  }

  private dropChecks(table: string, checks: Record<string, string>) {
    for (const name of Object.keys(checks)) {
      this.addSql(`alter table if exists "${table}" drop constraint if exists "${name}";`)
    }
  }
}
