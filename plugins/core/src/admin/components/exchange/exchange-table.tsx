import {
  createDataTableColumnHelper,
  createDataTableFilterHelper,
  DataTable,
  type DataTableFilteringState,
  type DataTablePaginationState,
  StatusBadge,
  Text,
  useDataTable,
} from "@medusajs/ui"
import { useMemo, useState } from "react"
import { useTranslation } from "react-i18next"
import { colorOf, KINDS, type ExchangeKind, type ExchangeRow } from "./kinds"
import { useExchangeList } from "./use-exchange"

const PAGE_SIZE = 20
const columnHelper = createDataTableColumnHelper<ExchangeRow>()
const filterHelper = createDataTableFilterHelper<ExchangeRow>()

type Props = { kind: ExchangeKind; onOpen: (id: string) => void }

/** One kind of row with search, state filter and paging. */
export const ExchangeTable = ({ kind, onOpen }: Props) => {
  const { t } = useTranslation()
  const [search, setSearch] = useState("")
  const [filtering, setFiltering] = useState<DataTableFilteringState>({})
  const [pagination, setPagination] = useState<DataTablePaginationState>({ pageIndex: 0, pageSize: PAGE_SIZE })

  const { data, isPending, isError, error } = useExchangeList(kind, {
    limit: PAGE_SIZE,
    offset: pagination.pageIndex * PAGE_SIZE,
    q: search || undefined,
    state: filtering.state as string[] | undefined,
  })

  const columns = useMemo(() => columnsOf(kind, t), [kind, t])
  const filters = useMemo(
    () => [
      filterHelper.accessor("state", {
        type: "select",
        label: t("exchange.fields.state"),
        options: KINDS[kind].states.map((state) => ({ value: state, label: t(`exchange.states.${state}`) })),
      }),
    ],
    [kind, t]
  )

  const table = useDataTable({
    data: data?.rows ?? [],
    columns,
    filters,
    getRowId: (row) => row.id,
    rowCount: data?.count ?? 0,
    isLoading: isPending,
    onRowClick: (_event, row) => onOpen(row.id),
    search: { state: search, onSearchChange: setSearch },
    filtering: { state: filtering, onFilteringChange: setFiltering },
    pagination: { state: pagination, onPaginationChange: setPagination },
  })

  if (isError) {
    return (
      <Text className="text-ui-fg-error px-6 py-4" role="alert">
        {t("exchange.loadFailed", { message: error.message })}
      </Text>
    )
  }

  return (
    <DataTable instance={table}>
      <DataTable.Toolbar className="flex items-center justify-between gap-2">
        <DataTable.FilterMenu tooltip={t("exchange.filter")} />
        <DataTable.Search placeholder={t("exchange.search")} />
      </DataTable.Toolbar>
      <DataTable.Table
        emptyState={{
          empty: { heading: t(`exchange.empty.${kind}.heading`), description: t(`exchange.empty.${kind}.description`) },
          filtered: { heading: t("exchange.noMatch.heading"), description: t("exchange.noMatch.description") },
        }}
      />
      <DataTable.Pagination />
    </DataTable>
  )
}

function columnsOf(kind: ExchangeKind, t: (key: string) => string) {
  const { subject, key, note } = KINDS[kind]
  return [
    columnHelper.accessor("state", {
      header: t("exchange.fields.state"),
      cell: ({ getValue }) => (
        <StatusBadge color={colorOf(kind, getValue())}>{t(`exchange.states.${getValue()}`)}</StatusBadge>
      ),
    }),
    columnHelper.display({
      id: "subject",
      header: t(`exchange.subject.${kind}`),
      cell: ({ row }) => subject(row.original),
    }),
    columnHelper.display({
      id: "key",
      header: t("exchange.fields.key"),
      cell: ({ row }) => <span className="txt-compact-small font-mono">{key(row.original)}</span>,
    }),
    columnHelper.display({
      id: "note",
      header: t(`exchange.note.${kind}`),
      cell: ({ row }) => <span className="block max-w-xs truncate">{note(row.original)}</span>,
    }),
    columnHelper.accessor("created_at", {
      header: t("exchange.fields.at"),
      cell: ({ getValue }) => new Date(getValue()).toLocaleString(),
    }),
  ]
}
