import {
  Badge,
  Button,
  createDataTableColumnHelper,
  createDataTableFilterHelper,
  DataTable,
  type DataTableFilteringState,
  type DataTablePaginationState,
  type DataTableSortingState,
  Text,
  useDataTable,
} from "@medusajs/ui"
import { useMemo, useState } from "react"
import { useTranslation } from "react-i18next"
import { type AuditEntry, type AuditLogParams, useAuditLog } from "./use-audit-log"

const PAGE_SIZE = 20
const ACTOR_TYPES = ["customer", "user", "api-key", "system", "provider"]
const columnHelper = createDataTableColumnHelper<AuditEntry>()
const filterHelper = createDataTableFilterHelper<AuditEntry>()

type Props = { onOpen: (entry: AuditEntry | undefined) => void }

/** The log, newest first, with search, filters and paging. */
export const AuditLogTable = ({ onOpen }: Props) => {
  const { t } = useTranslation()
  const [search, setSearch] = useState("")
  const [filtering, setFiltering] = useState<DataTableFilteringState>({})
  const [sorting, setSorting] = useState<DataTableSortingState | null>({ id: "created_at", desc: true })
  const [pagination, setPagination] = useState<DataTablePaginationState>({ pageIndex: 0, pageSize: PAGE_SIZE })

  const { data, isPending, isError, error, refetch } = useAuditLog({
    limit: PAGE_SIZE,
    offset: pagination.pageIndex * PAGE_SIZE,
    order: sorting ? `${sorting.desc ? "-" : ""}${sorting.id}` : "-created_at",
    q: search || undefined,
    ...paramsOf(filtering),
  })

  const columns = useMemo(() => columnsOf(t), [t])
  const filters = useMemo(() => filtersOf(t), [t])
  const table = useDataTable({
    data: data?.audit_entries ?? [],
    columns,
    filters,
    getRowId: (entry) => entry.id,
    rowCount: data?.count ?? 0,
    isLoading: isPending,
    // Typed as the entry, but @medusajs/ui 4.2.6 hands over the table's own row; the two share only the id.
    onRowClick: (_event, { id }) => onOpen(data?.audit_entries.find((entry) => entry.id === id)),
    search: { state: search, onSearchChange: setSearch },
    filtering: { state: filtering, onFilteringChange: setFiltering },
    sorting: { state: sorting, onSortingChange: setSorting },
    pagination: { state: pagination, onPaginationChange: setPagination },
  })

  if (isError) {
    return (
      <div className="flex items-center justify-between gap-2 px-6 py-4" role="alert">
        <Text className="text-ui-fg-error">{t("auditLog.loadFailed", { message: error.message })}</Text>
        <Button variant="secondary" size="small" onClick={() => refetch()}>
          {t("auditLog.retry")}
        </Button>
      </div>
    )
  }

  return (
    <DataTable instance={table}>
      <DataTable.Toolbar className="flex items-center justify-between gap-2">
        <DataTable.FilterMenu tooltip={t("auditLog.filter")} />
        <DataTable.Search placeholder={t("auditLog.search")} />
      </DataTable.Toolbar>
      <DataTable.Table
        emptyState={{
          empty: { heading: t("auditLog.empty.heading"), description: t("auditLog.empty.description") },
          filtered: { heading: t("auditLog.noMatch.heading"), description: t("auditLog.noMatch.description") },
        }}
      />
      <DataTable.Pagination />
    </DataTable>
  )
}

const text = (value: unknown) => (typeof value === "string" && value.trim() ? value.trim() : undefined)

function paramsOf(filtering: DataTableFilteringState): Partial<AuditLogParams> {
  const period = filtering.created_at as { $gte?: string; $lte?: string } | undefined
  return {
    actor_type: filtering.actor_type as string[] | undefined,
    actor_id: text(filtering.actor_id),
    action: text(filtering.action),
    subject_type: text(filtering.subject_type),
    subject_id: text(filtering.subject_id),
    from: period?.$gte,
    to: period?.$lte,
  }
}

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()

function filtersOf(t: (key: string) => string) {
  return [
    filterHelper.accessor("actor_type", {
      type: "multiselect",
      label: t("auditLog.fields.actorType"),
      options: ACTOR_TYPES.map((value) => ({ value, label: t(`auditLog.actorTypes.${value}`) })),
    }),
    filterHelper.accessor("actor_id", { type: "string", label: t("auditLog.fields.actorId") }),
    filterHelper.accessor("action", { type: "string", label: t("auditLog.fields.action") }),
    filterHelper.accessor("subject_type", { type: "string", label: t("auditLog.fields.subjectType") }),
    filterHelper.accessor("subject_id", { type: "string", label: t("auditLog.fields.subjectId") }),
    filterHelper.accessor("created_at", {
      type: "date",
      format: "date-time",
      label: t("auditLog.periods.label"),
      rangeOptionLabel: t("auditLog.periods.custom"),
      rangeOptionStartLabel: t("auditLog.periods.start"),
      rangeOptionEndLabel: t("auditLog.periods.end"),
      options: [
        { label: t("auditLog.periods.day"), value: { $gte: hoursAgo(24) } },
        { label: t("auditLog.periods.week"), value: { $gte: hoursAgo(7 * 24) } },
        { label: t("auditLog.periods.month"), value: { $gte: hoursAgo(30 * 24) } },
      ],
    }),
  ]
}

function columnsOf(t: (key: string) => string) {
  return [
    columnHelper.accessor("created_at", {
      header: t("auditLog.fields.at"),
      enableSorting: true,
      cell: ({ getValue }) => new Date(getValue()).toLocaleString(),
    }),
    columnHelper.accessor("actor_id", {
      header: t("auditLog.fields.actor"),
      cell: ({ row }) => (
        <span className="flex items-center gap-x-2">
          <Badge size="2xsmall">{t(`auditLog.actorTypes.${row.original.actor_type}`)}</Badge>
          <span className="max-w-40 truncate">{row.original.actor_id}</span>
        </span>
      ),
    }),
    columnHelper.accessor("action", {
      // A column called `action` would be taken for the one with the row's menu, and made narrow.
      id: "act",
      header: t("auditLog.fields.action"),
      cell: ({ getValue }) => <span className="block max-w-72 truncate">{getValue()}</span>,
    }),
    columnHelper.display({
      id: "subject",
      header: t("auditLog.fields.subject"),
      cell: ({ row }) => (
        <span className="block max-w-56 truncate">
          {row.original.subject_type} {row.original.subject_id}
        </span>
      ),
    }),
    columnHelper.accessor("why", {
      header: t("auditLog.fields.why"),
      cell: ({ getValue }) => <span className="block max-w-xs truncate">{getValue() ?? "–"}</span>,
    }),
  ]
}
