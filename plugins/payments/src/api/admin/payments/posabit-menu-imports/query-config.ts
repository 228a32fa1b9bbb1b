/** Without the menu itself, which is only kept while an import runs, and the report, which is one import's. */
export const menuImportFields = [
  "id",
  "state",
  "actor_type",
  "actor_id",
  "items_count",
  "done_count",
  "created_count",
  "updated_count",
  "unchanged_count",
  "withdrawn_count",
  "failed_count",
  "message",
  "finished_at",
  "created_at",
  "updated_at",
]

export const listMenuImportQueryConfig = {
  defaults: menuImportFields,
  allowed: [...menuImportFields],
  isList: true,
  defaultLimit: 20,
}
