import {
  createDataTableColumnHelper,
  createDataTableFilterHelper,
  DataTable,
  useDataTable,
  type DataTableFilteringState,
  type DataTablePaginationState,
} from "@medusajs/ui"
import { useMemo, useState } from "react"
import { useTranslation } from "react-i18next"
import { RISK_REVIEW_STATES } from "../../../lib/risk/words"
import { Loaded, ReviewBadge, useDate, useMoney } from "./parts"
import { useAssessments, type RiskAssessment } from "./use-risk"

const PAGE_SIZE = 20
const columnHelper = createDataTableColumnHelper<RiskAssessment>()
const filterHelper = createDataTableFilterHelper<RiskAssessment>()

/** Sales in review, newest first; others when they are asked for. */
export const AssessmentTable = ({ onOpen }: { onOpen: (id: string) => void }) => {
  const { t } = useTranslation()
  const [pagination, setPagination] = useState<DataTablePaginationState>({ pageIndex: 0, pageSize: PAGE_SIZE })
  const [filtering, setFiltering] = useState<DataTableFilteringState>({ review_state: ["pending", "rejecting"] })
  const states = filtering.review_state as string[] | undefined
  const { data, isPending, error, refetch } = useAssessments({
    limit: pagination.pageSize,
    offset: pagination.pageIndex * pagination.pageSize,
    ...(states?.length && { review_state: states }),
  })
  const table = useDataTable({
    data: data?.risk_assessments ?? [],
    columns: useColumns(),
    filters: useMemo(
      () => [
        filterHelper.accessor("review_state", {
          type: "select",
          label: t("payments.risk.fields.review"),
          options: RISK_REVIEW_STATES.map((value) => ({ value, label: t(`payments.risk.reviews.${value}`) })),
        }),
      ],
      [t]
    ),
    rowCount: data?.count ?? 0,
    getRowId: ({ id }) => id,
    isLoading: isPending,
    onRowClick: (_, { id }) => onOpen(id),
    pagination: { state: pagination, onPaginationChange: setPagination },
    filtering: { state: filtering, onFilteringChange: setFiltering },
  })
  const empty = { heading: t("payments.risk.queue.empty"), description: t("payments.risk.queue.emptyHint") }

  return (
    <DataTable instance={table}>
      <DataTable.Toolbar className="flex justify-end gap-2">
        <DataTable.FilterMenu />
      </DataTable.Toolbar>
      <Loaded isPending={false} error={error} onRetry={() => refetch()}>
        <DataTable.Table emptyState={{ empty: empty, filtered: empty }} />
      </Loaded>
      <DataTable.Pagination />
    </DataTable>
  )
}

const useColumns = () => {
  const { t } = useTranslation()
  const money = useMoney()
  const date = useDate()
  return [
    columnHelper.accessor("assessed_at", {
      header: t("payments.risk.fields.assessed"),
      cell: ({ getValue }) => date(getValue()),
    }),
    columnHelper.accessor("amount_cents", {
      header: t("payments.risk.fields.amount"),
      cell: ({ row }) => money(row.original.amount_cents, row.original.currency_code),
    }),
    columnHelper.accessor("score", { header: t("payments.risk.fields.score") }),
    columnHelper.accessor("reasons", {
      header: t("payments.risk.fields.reasons"),
      cell: ({ getValue }) =>
        getValue()
          .map(({ reason }) => reason)
          .join(" · "),
    }),
    columnHelper.accessor("review_state", {
      header: t("payments.risk.fields.review"),
      cell: ({ getValue }) => <ReviewBadge state={getValue()} />,
    }),
  ]
}
