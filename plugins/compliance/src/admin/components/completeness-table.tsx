import {
  createDataTableColumnHelper,
  DataTable,
  Heading,
  Label,
  Switch,
  Text,
  useDataTable,
  type DataTablePaginationState,
} from "@medusajs/ui"
import { useMemo, useState } from "react"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router-dom"
import { useCompleteness, type CompletenessLine } from "../lib/product-facts"
import { CompletenessSummary } from "./completeness-summary"
import { LoadError } from "./load-error"

const PAGE_SIZE = 20
const columnHelper = createDataTableColumnHelper<CompletenessLine>()

/** Variants that cannot be sold because a fact is missing; a row leads to its product. */
export const CompletenessTable = () => {
  const { t } = useTranslation("compliance")
  const navigate = useNavigate()
  const [pagination, setPagination] = useState<DataTablePaginationState>({ pageIndex: 0, pageSize: PAGE_SIZE })
  const [withAdvised, setWithAdvised] = useState(false)

  const { data, isPending, error, refetch } = useCompleteness({
    limit: pagination.pageSize,
    offset: pagination.pageIndex * pagination.pageSize,
    show: withAdvised ? "advised" : "missing",
  })

  const table = useDataTable({
    data: data?.variants ?? [],
    columns: useColumns(),
    rowCount: data?.count ?? 0,
    getRowId: ({ variant_id }) => variant_id,
    isLoading: isPending,
    onRowClick: (_, row) => {
      // Medusa's types promise the line, but what comes is the table's row around it.
      const { product_id } = (row as unknown as { original: CompletenessLine }).original
      if (product_id) {
        navigate(`/products/${product_id}`)
      }
    },
    pagination: { state: pagination, onPaginationChange: setPagination },
  })

  return (
    <DataTable instance={table}>
      <DataTable.Toolbar className="flex flex-col items-start justify-between gap-2 md:flex-row md:items-center">
        <div>
          <Heading>{t("domain")}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {t("subtitle")} {t("disclaimer")}
          </Text>
        </div>
        <div className="flex items-center gap-x-2">
          <Switch
            id="with-advised"
            checked={withAdvised}
            onCheckedChange={(checked) => {
              setWithAdvised(checked)
              setPagination((now) => ({ ...now, pageIndex: 0 }))
            }}
          />
          <Label size="small" htmlFor="with-advised">
            {t("showAdvised")}
          </Label>
        </div>
      </DataTable.Toolbar>
      {error ? (
        <LoadError heading={t("error.list")} error={error} onRetry={() => refetch()} />
      ) : (
        <>
          <CompletenessSummary summary={data?.summary} />
          <DataTable.Table
            emptyState={{ empty: { heading: t("empty.heading"), description: t("empty.description") } }}
          />
        </>
      )}
      <DataTable.Pagination />
    </DataTable>
  )
}

const useColumns = () => {
  const { t } = useTranslation("compliance")
  return useMemo(() => {
    const names = (fields: string[]) => fields.map((field) => t(`facts.${field}`)).join(", ") || "-"
    return [
      columnHelper.accessor("product_title", { header: t("columns.product") }),
      columnHelper.accessor("variant_title", { header: t("columns.variant") }),
      columnHelper.accessor("sku", { header: t("columns.sku"), cell: ({ getValue }) => getValue() ?? "-" }),
      columnHelper.accessor("limit_bucket", {
        header: t("columns.bucket"),
        cell: ({ getValue }) => (getValue() ? t(`buckets.${getValue()}`) : "-"),
      }),
      columnHelper.accessor("missing", { header: t("columns.missing"), cell: ({ getValue }) => names(getValue()) }),
      columnHelper.accessor("advised", { header: t("columns.advised"), cell: ({ getValue }) => names(getValue()) }),
    ]
  }, [t])
}
