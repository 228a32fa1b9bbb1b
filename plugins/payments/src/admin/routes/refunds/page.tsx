import { defineRouteConfig } from "@medusajs/admin-sdk"
import { ReceiptPercent } from "@medusajs/icons"
import { Button, Container, Heading, Skeleton, StatusBadge, Switch, Label, Table, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import { LoadError } from "../../components/load-error"
import { RefundDecision } from "../../components/refunds/refund-decision"
import { type Refund, REFUND_COLORS, useRefunds } from "../../components/refunds/use-refunds"
import en from "../../i18n/json/payments.en.json"
import { moneyText } from "../../lib/money"

const PAGE = 20

/** Refunds that wait for a second person, or all of them. */
const RefundsPage = () => {
  const { t } = useTranslation()
  const [isAll, setAll] = useState(false)
  const [offset, setOffset] = useState(0)
  const { data, isPending, error, refetch } = useRefunds({
    limit: PAGE,
    offset,
    ...(!isAll && { state: "requested" as const }),
  })
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <Heading>{t("payments.refunds.title")}</Heading>
        <div className="flex items-center gap-x-2">
          <Switch
            id="payments-refunds-all"
            checked={isAll}
            onCheckedChange={(checked) => {
              setAll(checked)
              setOffset(0)
            }}
          />
          <Label htmlFor="payments-refunds-all">{t("payments.refunds.all")}</Label>
        </div>
      </div>
      {error ? (
        <LoadError heading={t("payments.refunds.loadFailed")} error={error} onRetry={() => refetch()} />
      ) : isPending ? (
        <Skeleton className="m-6 h-32" />
      ) : data.refunds.length ? (
        <RefundTable refunds={data.refunds} />
      ) : (
        <Text size="small" className="text-ui-fg-subtle px-6 py-8 text-center">
          {t(isAll ? "payments.refunds.empty" : "payments.refunds.emptyWaiting")}
        </Text>
      )}
      {(data?.count ?? 0) > PAGE && (
        <div className="flex justify-end gap-x-2 px-6 py-4">
          <Button size="small" variant="secondary" disabled={!offset} onClick={() => setOffset(offset - PAGE)}>
            {t("payments.refunds.newer")}
          </Button>
          <Button
            size="small"
            variant="secondary"
            disabled={offset + PAGE >= data!.count}
            onClick={() => setOffset(offset + PAGE)}
          >
            {t("payments.refunds.older")}
          </Button>
        </div>
      )}
    </Container>
  )
}

const RefundTable = ({ refunds }: { refunds: Refund[] }) => {
  const { t, i18n } = useTranslation()
  return (
    <Table>
      <Table.Header>
        <Table.Row>
          {["amount", "reason", "state", "order", "decide"].map((column) => (
            <Table.HeaderCell key={column}>{t(`payments.refunds.columns.${column}`)}</Table.HeaderCell>
          ))}
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {refunds.map((refund) => {
          const amount = moneyText(refund.amount_cents, refund.currency_code, i18n.language)
          const why = refund.approval_reasons?.map(({ message }) => message).join(" ")
          return (
            <Table.Row key={refund.id}>
              <Table.Cell>{amount}</Table.Cell>
              <Table.Cell title={why}>{refund.reason}</Table.Cell>
              <Table.Cell>
                <StatusBadge color={REFUND_COLORS[refund.state]}>
                  {t(`payments.refunds.states.${refund.state}`)}
                </StatusBadge>
              </Table.Cell>
              <Table.Cell>
                {refund.order_id && (
                  <Link className="text-ui-fg-interactive" to={`/orders/${refund.order_id}`}>
                    {t("payments.refunds.openOrder")}
                  </Link>
                )}
              </Table.Cell>
              <Table.Cell>
                {refund.state === "requested" && <RefundDecision refund={refund} amount={amount} />}
              </Table.Cell>
            </Table.Row>
          )
        })}
      </Table.Body>
    </Table>
  )
}

export const config = defineRouteConfig({
  label: "payments.refunds.title",
  translationNs: "translation",
  icon: ReceiptPercent,
})

export const handle = { breadcrumb: () => en.payments.refunds.title }

export default RefundsPage
