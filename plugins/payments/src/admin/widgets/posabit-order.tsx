import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { ArrowPath } from "@medusajs/icons"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { Button, Container, Heading, Skeleton, StatusBadge, Text, toast } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { PortalRefunds } from "../components/posabit-order/portal-refunds"
import {
  useOpenCases,
  usePosabitOrder,
  useRefreshPosabitOrder,
  type PosabitOrder,
} from "../components/posabit-order/use-posabit-order"

const COLORS = {
  open: "orange",
  due: "orange",
  settled: "green",
  nothing_taken: "red",
  canceled: "grey",
  withdrawn: "grey",
} as const

/** On the order's page: what the register says, the amounts, what staff must decide, and a button to read it again. */
const PosabitOrderWidget = ({ data: order }: DetailWidgetProps<AdminOrder>) => {
  const { t } = useTranslation()
  const { data: posabitOrder, isPending, isError, refetch } = usePosabitOrder(order.id)
  const refresh = useRefreshPosabitOrder(order.id)

  if (isPending) {
    return (
      <Container className="flex flex-col gap-y-3 px-6 py-4">
        <Skeleton className="h-6 w-1/2" />
        <Skeleton className="h-24 w-full" />
      </Container>
    )
  }
  if (isError) {
    return (
      <Container className="flex flex-col items-start gap-y-3 px-6 py-4">
        <Heading level="h2">{t("payments.register.title")}</Heading>
        <Text size="small" className="text-ui-fg-error">
          {t("payments.register.loadFailed")}
        </Text>
        <Button size="small" variant="secondary" onClick={() => refetch()}>
          {t("payments.register.retry")}
        </Button>
      </Container>
    )
  }
  if (!posabitOrder) {
    // Paid in another way: the register has nothing to do with this order.
    return null
  }

  const readAgain = () =>
    refresh.mutate(posabitOrder.id, {
      onSuccess: () => toast.success(t("payments.register.refreshed")),
      onError: ({ message }) => toast.error(message),
    })

  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <Heading level="h2">{t("payments.register.title")}</Heading>
        <StatusBadge color={COLORS[posabitOrder.settlement]}>
          {t(`payments.register.settlements.${posabitOrder.settlement}`)}
        </StatusBadge>
      </div>
      <Facts posabitOrder={posabitOrder} />
      <PortalRefunds posabitOrder={posabitOrder} />
      <Cases orderId={order.id} />
      <div className="flex justify-end px-6 py-4">
        <Button size="small" variant="secondary" isLoading={refresh.isPending} onClick={readAgain}>
          <ArrowPath />
          {t("payments.register.refresh")}
        </Button>
      </div>
    </Container>
  )
}

const Facts = ({ posabitOrder }: { posabitOrder: PosabitOrder }) => {
  const { t, i18n } = useTranslation()
  const { currency_code, posabit_id, order_type, status, amount_cents, pos_total_cents, captured_cents, last_read_at } =
    posabitOrder
  const money = (cents: number | null) =>
    cents === null
      ? t("payments.register.unknown")
      : new Intl.NumberFormat(i18n.language, { style: "currency", currency: currency_code }).format(cents / 100)
  const rows = [
    [t("payments.register.id"), posabit_id ?? t("payments.register.notPushed")],
    [t("payments.register.status"), t(`payments.register.statuses.${status}`, { defaultValue: status })],
    [t("payments.register.type"), t(`payments.register.types.${order_type}`)],
    [t("payments.register.expected"), money(amount_cents)],
    [t("payments.register.total"), money(pos_total_cents)],
    [t("payments.register.captured"), money(captured_cents ?? 0)],
    [
      t("payments.register.lastRead"),
      last_read_at ? new Date(last_read_at).toLocaleString(i18n.language) : t("payments.register.never"),
    ],
  ]
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      {rows.map(([label, value]) => (
        <div key={label} className="grid grid-cols-2 gap-x-4">
          <Text size="small" weight="plus" className="text-ui-fg-subtle">
            {label}
          </Text>
          <Text size="small" className="text-right">
            {value}
          </Text>
        </div>
      ))}
    </div>
  )
}

const Cases = ({ orderId }: { orderId: string }) => {
  const { t } = useTranslation()
  const { data: cases = [], isError } = useOpenCases(orderId)
  if (!cases.length && !isError) {
    return null
  }
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      <Text size="small" weight="plus">
        {t("payments.register.cases")}
      </Text>
      {isError && (
        <Text size="small" className="text-ui-fg-error">
          {t("payments.register.casesFailed")}
        </Text>
      )}
      {cases.map(({ id, summary }) => (
        <Text key={id} size="small" className="text-ui-fg-error">
          {summary}
        </Text>
      ))}
    </div>
  )
}

export const config = defineWidgetConfig({ zone: "order.details.side.after" })

export default PosabitOrderWidget
