import {
  Container,
  createDataTableColumnHelper,
  DataTable,
  type DataTablePaginationState,
  Heading,
  StatusBadge,
  Text,
  useDataTable,
} from "@medusajs/ui"
import { useMemo, useState } from "react"
import { useTranslation } from "react-i18next"
import { StartRun } from "./start-run"
import { isOpen, reportUrl, useRuns, type Run } from "./use-reconciliation"

const PAGE_SIZE = 10
const COLORS = { queued: "orange", running: "blue", completed: "green", failed: "red" } as const
const columnHelper = createDataTableColumnHelper<Run>()

/** Reconciliations, newest first, with how far one is, and the button that starts one. */
export const RunsTable = () => {
  const { t } = useTranslation()
  const [pagination, setPagination] = useState<DataTablePaginationState>({ pageIndex: 0, pageSize: PAGE_SIZE })
  const { data, isPending, isError, error } = useRuns({ limit: PAGE_SIZE, offset: pagination.pageIndex * PAGE_SIZE })
  const columns = useMemo(() => columnsOf(t), [t])
  const table = useDataTable({
    data: data?.reconciliation_runs ?? [],
    columns,
    getRowId: ({ id }) => id,
    rowCount: data?.count ?? 0,
    isLoading: isPending,
    pagination: { state: pagination, onPaginationChange: setPagination },
  })

  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <Heading level="h2">{t("payments.reconciliation.runs.title")}</Heading>
        <StartRun />
      </div>
      {isError ? (
        <Text className="text-ui-fg-error px-6 py-4" role="alert">
          {t("payments.reconciliation.runs.failed", { message: error.message })}
        </Text>
      ) : (
        <DataTable instance={table}>
          <DataTable.Table
            emptyState={{
              empty: {
                heading: t("payments.reconciliation.runs.empty"),
                description: t("payments.reconciliation.runs.emptyHint"),
              },
            }}
          />
          <DataTable.Pagination />
        </DataTable>
      )}
    </Container>
  )
}

function columnsOf(t: (key: string, values?: Record<string, unknown>) => string) {
  return [
    columnHelper.accessor("provider", { header: t("payments.reconciliation.fields.service") }),
    columnHelper.accessor("day", { header: t("payments.reconciliation.fields.day") }),
    columnHelper.accessor("state", {
      header: t("payments.reconciliation.fields.state"),
      cell: ({ getValue }) => (
        <StatusBadge color={COLORS[getValue()]}>{t(`payments.reconciliation.runStates.${getValue()}`)}</StatusBadge>
      ),
    }),
    columnHelper.display({
      id: "progress",
      header: t("payments.reconciliation.fields.progress"),
      cell: ({ row }) => <span className="block max-w-xs truncate">{progressOf(row.original, t)}</span>,
    }),
    columnHelper.accessor("differences_count", { header: t("payments.reconciliation.fields.differences") }),
    columnHelper.display({
      id: "report",
      header: t("payments.reconciliation.fields.report"),
      cell: ({ row }) => (
        <span className="flex gap-x-2">
          {(["csv", "pdf"] as const).map((format) => (
            <a key={format} className="text-ui-fg-interactive" href={reportUrl(row.original.id, format)} download>
              {format.toUpperCase()}
            </a>
          ))}
        </span>
      ),
    }),
  ]
}

function progressOf(run: Run, t: (key: string, values?: Record<string, unknown>) => string): string {
  if (run.error) {
    return run.error
  }
  return isOpen(run)
    ? t(`payments.reconciliation.phases.${run.phase}`, run)
    : t("payments.reconciliation.runs.compared", { count: run.compared_count })
}
