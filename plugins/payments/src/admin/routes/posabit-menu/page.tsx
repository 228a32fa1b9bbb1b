import { defineRouteConfig } from "@medusajs/admin-sdk"
import { ListBullet } from "@medusajs/icons"
import { Button, Container, Heading, Skeleton, StatusBadge, Text, toast, usePrompt } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { MenuReport } from "../../components/posabit-menu/menu-report"
import { useImportMenu, useLatestMenuImport, type MenuImport } from "../../components/posabit-menu/use-menu-imports"

const COLORS = { previewed: "blue", running: "orange", succeeded: "green", failed: "red" } as const

/** The register's menu as the shop's catalog: what an import would do, what it does, what it did. */
const PosabitMenuPage = () => {
  const { t } = useTranslation()
  const { data: found, isPending, isError, refetch } = useLatestMenuImport()
  const start = useImportMenu()
  const prompt = usePrompt()

  const run = (body: { dry_run: boolean; withdraw_all?: boolean }) =>
    start.mutate(body, { onError: ({ message }) => toast.error(message) })

  const apply = async (withdraw_all = false) => {
    const isSure = await prompt({
      title: t("payments.menu.apply"),
      description: t(withdraw_all ? "payments.menu.sureAll" : "payments.menu.sure"),
      confirmText: t("payments.menu.apply"),
      cancelText: t("payments.menu.cancel"),
    })
    if (isSure) {
      run({ dry_run: false, withdraw_all })
    }
  }
  const isBusy = start.isPending || found?.state === "running"

  return (
    <Container className="divide-y p-0">
      <div className="flex flex-col items-start justify-between gap-2 px-6 py-4 md:flex-row md:items-center">
        <div>
          <Heading>{t("payments.menu.title")}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {t("payments.menu.subtitle")}
          </Text>
        </div>
        <div className="flex gap-x-2">
          <Button size="small" variant="secondary" disabled={isBusy} onClick={() => run({ dry_run: true })}>
            {t("payments.menu.preview")}
          </Button>
          <Button size="small" disabled={isBusy} isLoading={start.isPending} onClick={() => apply()}>
            {t("payments.menu.apply")}
          </Button>
        </div>
      </div>
      {isPending && (
        <div className="flex flex-col gap-y-3 px-6 py-4">
          <Skeleton className="h-6 w-1/2" />
          <Skeleton className="h-32 w-full" />
        </div>
      )}
      {isError && (
        <div className="flex flex-col items-start gap-y-3 px-6 py-4">
          <Text size="small" className="text-ui-fg-error">
            {t("payments.menu.loadFailed")}
          </Text>
          <Button size="small" variant="secondary" onClick={() => refetch()}>
            {t("payments.register.retry")}
          </Button>
        </div>
      )}
      {found === null && (
        <Text size="small" className="text-ui-fg-subtle px-6 py-8">
          {t("payments.menu.empty")}
        </Text>
      )}
      {found && (
        <>
          <Summary found={found} onWithdrawAll={() => apply(true)} isBusy={isBusy} />
          <MenuReport found={found} />
        </>
      )}
    </Container>
  )
}

type SummaryProps = { found: MenuImport; onWithdrawAll: () => void; isBusy: boolean }

const Summary = ({ found, onWithdrawAll, isBusy }: SummaryProps) => {
  const { t, i18n } = useTranslation()
  const { state, items_count, done_count, message, created_at } = found
  const counts = ["created", "updated", "unchanged", "withdrawn", "failed"] as const
  return (
    <div className="flex flex-col gap-y-3 px-6 py-4">
      <div className="flex items-center gap-x-3">
        <StatusBadge color={COLORS[state]}>{t(`payments.menu.states.${state}`)}</StatusBadge>
        <Text size="small" className="text-ui-fg-subtle">
          {new Date(created_at).toLocaleString(i18n.language)}
        </Text>
      </div>
      {state === "running" && (
        <progress
          className="w-full"
          max={items_count}
          value={done_count}
          aria-label={t("payments.menu.progress", { done: done_count, all: items_count })}
        />
      )}
      <div className="grid grid-cols-2 gap-3 md:grid-cols-5">
        {counts.map((count) => (
          <div key={count}>
            <Text size="small" className="text-ui-fg-subtle">
              {t(`payments.menu.counts.${count}`)}
            </Text>
            <Text weight="plus">{found[`${count}_count`].toLocaleString(i18n.language)}</Text>
          </div>
        ))}
      </div>
      {message && (
        <div className="flex flex-col items-start gap-y-2">
          <Text size="small" className="text-ui-fg-error">
            {message}
          </Text>
          {state === "succeeded" && (
            <Button size="small" variant="danger" disabled={isBusy} onClick={onWithdrawAll}>
              {t("payments.menu.withdrawAll")}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

export const config = defineRouteConfig({ label: "POSaBIT menu", icon: ListBullet })

export const handle = { breadcrumb: () => "POSaBIT menu" }

export default PosabitMenuPage
