import {
  Container,
  createDataTableColumnHelper,
  createDataTableFilterHelper,
  DataTable,
  type DataTableFilteringState,
  type DataTablePaginationState,
  Heading,
  StatusBadge,
  Text,
  useDataTable,
} from "@medusajs/ui"
import { useMemo, useState } from "react"
import { useTranslation } from "react-i18next"
import { DifferenceDrawer, STATE_COLORS } from "./difference-drawer"
import { moneyText } from "./money"
import { useDifferences, type Difference } from "./use-reconciliation"

const PAGE_SIZE = 20
const KINDS = [
  "missing_at_provider",
  "missing_here",
  "amount_differs",
  "status_differs",
  "duplicate",
  "late_return",
  "captured_differs",
  "given_back_differs",
  "overdrawn",
  "currency_differs",
]
const STATES = ["open", "accepted", "resolved"]
const columnHelper = createDataTableColumnHelper<Difference>()
const filterHelper = createDataTableFilterHelper<Difference>()

/** What does not agree; a row opens what staff can do about it. */
export const DifferencesTable = () => {
  const { t, i18n } = useTranslation()
  const [search, setSearch] = useState("")
  const [filtering, setFiltering] = useState<DataTableFilteringState>({ state: ["open"] })
  const [pagination, setPagination] = useState<DataTablePaginationState>({ pageIndex: 0, pageSize: PAGE_SIZE })
  const [opened, setOpened] = useState<Difference>()
  const { data, isPending, isError, error } = useDifferences({
    limit: PAGE_SIZE,
    offset: pagination.pageIndex * PAGE_SIZE,
    q: search || undefined,
    state: filtering.state as string[] | undefined,
    kind: filtering.kind as string[] | undefined,
  })
  const rows = data?.payment_differences ?? []
  const columns = useMemo(() => columnsOf(t, i18n.language), [t, i18n.language])
  const filters = useMemo(() => filtersOf(t), [t])
  const table = useDataTable({
    data: rows,
    columns,
    filters,
    getRowId: ({ id }) => id,
    rowCount: data?.count ?? 0,
    isLoading: isPending,
    onRowClick: (_event, { id }) => setOpened(rows.find((row) => row.id === id)),
    search: { state: search, onSearchChange: setSearch },
    filtering: { state: filtering, onFilteringChange: setFiltering },
    pagination: { state: pagination, onPaginationChange: setPagination },
  })

  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("payments.reconciliation.differences.title")}</Heading>
      </div>
      {isError ? (
        <Text className="text-ui-fg-error px-6 py-4" role="alert">
          {t("payments.reconciliation.differences.failed", { message: error.message })}
        </Text>
      ) : (
        <DataTable instance={table}>
          <DataTable.Toolbar className="flex items-center justify-between gap-2">
            <DataTable.FilterMenu tooltip={t("payments.reconciliation.differences.filter")} />
            <DataTable.Search placeholder={t("payments.reconciliation.differences.search")} />
          </DataTable.Toolbar>
          <DataTable.Table
            emptyState={{
              empty: { heading: t("payments.reconciliation.differences.empty") },
              filtered: { heading: t("payments.reconciliation.differences.noMatch") },
            }}
          />
          <DataTable.Pagination />
        </DataTable>
      )}
      <DifferenceDrawer difference={opened} onClose={() => setOpened(undefined)} />
    </Container>
  )
}

const filtersOf = (t: (key: string) => string) => [
  filterHelper.accessor("state", {
    type: "select",
    label: t("payments.reconciliation.fields.state"),
    options: STATES.map((value) => ({ value, label: t(`payments.reconciliation.states.${value}`) })),
  }),
  filterHelper.accessor("kind", {
    type: "select",
    label: t("payments.reconciliation.fields.kind"),
    options: KINDS.map((value) => ({ value, label: t(`payments.reconciliation.kinds.${value}`) })),
  }),
]

function columnsOf(t: (key: string) => string, language: string) {
  return [
    columnHelper.accessor("state", {
      header: t("payments.reconciliation.fields.state"),
      cell: ({ getValue }) => (
        <StatusBadge color={STATE_COLORS[getValue()]}>{t(`payments.reconciliation.states.${getValue()}`)}</StatusBadge>
      ),
    }),
    columnHelper.accessor("kind", {
      header: t("payments.reconciliation.fields.kind"),
      cell: ({ getValue }) => t(`payments.reconciliation.kinds.${getValue()}`),
    }),
    columnHelper.accessor("provider", { header: t("payments.reconciliation.fields.service") }),
    columnHelper.accessor("reference", {
      header: t("payments.reconciliation.fields.reference"),
      cell: ({ getValue }) => <span className="txt-compact-small block max-w-xs truncate font-mono">{getValue()}</span>,
    }),
    columnHelper.display({
      id: "ours",
      header: t("payments.reconciliation.fields.ours"),
      cell: ({ row }) => moneyText(row.original.ours_cents, row.original.currency_code, language),
    }),
    columnHelper.display({
      id: "theirs",
      header: t("payments.reconciliation.fields.theirs"),
      cell: ({ row }) => moneyText(row.original.theirs_cents, row.original.currency_code, language),
    }),
  ]
}
