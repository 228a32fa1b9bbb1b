import {
  createDataTableColumnHelper,
  createDataTableFilterHelper,
  DataTable,
  Heading,
  Text,
  useDataTable,
  type DataTableFilteringState,
  type DataTablePaginationState,
  type DataTableSortingState,
} from "@medusajs/ui"
import { useMemo, useState } from "react"
import { useTranslation } from "react-i18next"
import { nameOf, STATUSES, useAgeVerifications, type AgeVerification } from "../lib/age-verifications"
import { AgeStatusBadge } from "./age-status-badge"
import { LoadError } from "./load-error"
import { dateTime } from "./verification-facts"

const PAGE_SIZE = 20
const columnHelper = createDataTableColumnHelper<AgeVerification>()
const filterHelper = createDataTableFilterHelper<AgeVerification>()

/** All age checks, newest first, so that those to be decided are on top. */
export const VerificationTable = ({ onOpen }: { onOpen: (id: string) => void }) => {
  const { t } = useTranslation("age-verification")
  const [pagination, setPagination] = useState<DataTablePaginationState>({ pageIndex: 0, pageSize: PAGE_SIZE })
  const [filtering, setFiltering] = useState<DataTableFilteringState>({})
  const [sorting, setSorting] = useState<DataTableSortingState | null>(null)
  const [search, setSearch] = useState("")

  const statuses = filtering.status as string[] | undefined
  const { data, isPending, error, refetch } = useAgeVerifications({
    limit: pagination.pageSize,
    offset: pagination.pageIndex * pagination.pageSize,
    order: sorting ? `${sorting.desc ? "-" : ""}${sorting.id}` : "-created_at",
    ...(statuses?.length && { status: statuses }),
    ...(search.trim() && { q: search.trim() }),
  })

  const table = useDataTable({
    data: data?.age_verifications ?? [],
    columns: useColumns(),
    filters: useFilters(),
    rowCount: data?.count ?? 0,
    getRowId: ({ id }) => id,
    isLoading: isPending,
    onRowClick: (_, row) => onOpen(row.id),
    pagination: { state: pagination, onPaginationChange: setPagination },
    filtering: { state: filtering, onFilteringChange: setFiltering },
    sorting: { state: sorting, onSortingChange: setSorting },
    search: { state: search, onSearchChange: setSearch },
  })

  return (
    <DataTable instance={table}>
      <DataTable.Toolbar className="flex flex-col items-start justify-between gap-2 md:flex-row md:items-center">
        <div>
          <Heading>{t("domain")}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {t("subtitle")}
          </Text>
        </div>
        <div className="flex gap-2">
          <DataTable.Search placeholder={t("search")} />
          <DataTable.SortingMenu />
          <DataTable.FilterMenu />
        </div>
      </DataTable.Toolbar>
      {error ? (
        <LoadError heading={t("error.heading")} error={error} onRetry={() => refetch()} />
      ) : (
        <DataTable.Table
          emptyState={{
            empty: { heading: t("empty.heading"), description: t("empty.description") },
            filtered: { heading: t("empty.filteredHeading"), description: t("empty.filteredDescription") },
          }}
        />
      )}
      <DataTable.Pagination />
    </DataTable>
  )
}

const useColumns = () => {
  const { t, i18n } = useTranslation("age-verification")
  return useMemo(
    () => [
      columnHelper.accessor("customer.email", {
        id: "customer",
        header: t("fields.customer"),
        cell: ({ row }) => row.original.customer?.email ?? row.original.customer_id,
      }),
      columnHelper.accessor("last_name", {
        id: "name",
        header: t("fields.name"),
        cell: ({ row }) => nameOf(row.original) ?? "-",
      }),
      columnHelper.accessor("birth_date", {
        header: t("fields.birthDate"),
        cell: ({ getValue }) => getValue() ?? t("erased"),
      }),
      columnHelper.accessor("status", {
        header: t("fields.status"),
        enableSorting: true,
        cell: ({ row }) => <AgeStatusBadge verification={row.original} />,
      }),
      columnHelper.accessor("created_at", {
        header: t("fields.requested"),
        enableSorting: true,
        cell: ({ getValue }) => dateTime(getValue(), i18n.language),
      }),
      columnHelper.accessor("decided_at", {
        header: t("fields.decided"),
        enableSorting: true,
        cell: ({ getValue }) => dateTime(getValue(), i18n.language),
      }),
    ],
    [t, i18n.language]
  )
}

const useFilters = () => {
  const { t } = useTranslation("age-verification")
  return useMemo(
    () => [
      filterHelper.accessor("status", {
        type: "select",
        label: t("fields.status"),
        options: STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
      }),
    ],
    [t]
  )
}
