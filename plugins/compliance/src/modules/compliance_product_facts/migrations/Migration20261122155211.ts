import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122155211 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`alter table if exists "compliance_product_facts" drop constraint if exists "compliance_product_facts_variant_id_unique";`);
    this.addSql(`alter table if exists "compliance_lot" drop constraint if exists "compliance_lot_code_unique";`);
    this.addSql(`create table if not exists "compliance_lot" ("id" text not null, "code" text not null, "status" text check ("status" in ('active', 'quarantined', 'recalled', 'closed')) not null default 'active', "harvested_on" text null, "packed_on" text null, "expires_on" text null, "lab_result" text check ("lab_result" in ('passed', 'failed', 'pending')) null, "lab_name" text null, "lab_licence" text null, "coa_number" text null, "tested_on" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "compliance_lot_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_compliance_lot_deleted_at" ON "compliance_lot" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_compliance_lot_code_unique" ON "compliance_lot" ("code") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "compliance_product_facts" ("id" text not null, "variant_id" text not null, "limit_bucket" text check ("limit_bucket" in ('flower', 'concentrate', 'edible_solid', 'edible_liquid', 'low_dose_liquid_thc', 'otherwise_taken', 'none')) not null, "route" text check ("route" in ('inhaled', 'oral', 'topical', 'otherwise')) null, "is_infused" boolean not null default false, "is_low_dose_liquid" boolean not null default false, "net_weight_g" real null, "net_volume_ml" real null, "units_per_package" integer null, "thc_pct" real null, "cbd_pct" real null, "total_thc_mg" real null, "thc_mg_per_unit" real null, "total_cbd_mg" real null, "strain_type" text check ("strain_type" in ('indica', 'indica_hybrid', 'hybrid', 'sativa_hybrid', 'sativa', 'cbd', 'blend')) null, "terpenes" jsonb null, "brand" text null, "producer_licence" text null, "strain" text null, "ingredients" text null, "allergens" text null, "lot_id" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "compliance_product_facts_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_compliance_product_facts_lot_id" ON "compliance_product_facts" ("lot_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_compliance_product_facts_deleted_at" ON "compliance_product_facts" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_compliance_product_facts_variant_id_unique" ON "compliance_product_facts" ("variant_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_compliance_product_facts_limit_bucket" ON "compliance_product_facts" ("limit_bucket") WHERE deleted_at IS NULL;`);

    this.addSql(`alter table if exists "compliance_product_facts" add constraint "compliance_product_facts_lot_id_foreign" foreign key ("lot_id") references "compliance_lot" ("id") on update cascade on delete set null;`);
  }

  override async down(): Promise<void> {
    this.addSql(`alter table if exists "compliance_product_facts" drop constraint if exists "compliance_product_facts_lot_id_foreign";`);

    this.addSql(`drop table if exists "compliance_lot" cascade;`);

    this.addSql(`drop table if exists "compliance_product_facts" cascade;`);
  }

}
