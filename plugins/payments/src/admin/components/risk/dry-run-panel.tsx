import { Button, Table, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import { RISK_DECISIONS } from "../../../lib/risk/words"
import { DecisionBadge, useDate, useMoney } from "./parts"
import { useDryRun, type DryRun, type RiskRules } from "./use-risk"

const DAYS = 90
const PAGE_SIZE = 20

/** What the rules in the editor would have decided on past sales. */
export const DryRunPanel = ({ rules: { review_at, block_at, rules } }: { rules: RiskRules }) => {
  const { t } = useTranslation()
  const { mutate, data, isPending, error, variables } = useDryRun()
  const offset = variables?.offset ?? 0
  const run = (from: number) => mutate({ review_at, block_at, rules, days: DAYS, limit: PAGE_SIZE, offset: from })
  return (
    <div className="flex flex-col gap-y-3 border-t pt-4">
      <div className="flex items-center justify-between">
        <Text size="small" className="text-ui-fg-subtle">
          {t("payments.risk.dryRun.hint", { days: DAYS })}
        </Text>
        <Button size="small" variant="secondary" isLoading={isPending} onClick={() => run(0)}>
          {t("payments.risk.dryRun.run")}
        </Button>
      </div>
      {error && (
        <Text size="small" className="text-ui-fg-error" role="alert">
          {error.message}
        </Text>
      )}
      {data && <Result result={data} />}
      {data && data.count > PAGE_SIZE && (
        <div className="flex justify-end gap-x-2">
          <Button size="small" variant="transparent" disabled={!offset} onClick={() => run(offset - PAGE_SIZE)}>
            {t("payments.risk.dryRun.newer")}
          </Button>
          <Button
            size="small"
            variant="transparent"
            disabled={offset + PAGE_SIZE >= data.count}
            onClick={() => run(offset + PAGE_SIZE)}
          >
            {t("payments.risk.dryRun.older")}
          </Button>
        </div>
      )}
    </div>
  )
}

const Result = ({ result }: { result: DryRun }) => {
  const { t } = useTranslation()
  const money = useMoney()
  const date = useDate()
  if (!result.sales_count) {
    return <Text size="small">{t("payments.risk.dryRun.empty")}</Text>
  }
  return (
    <>
      <Text size="small" weight="plus">
        {t("payments.risk.dryRun.count", { count: result.sales_count, changed: result.count })}
      </Text>
      <Table>
        <Table.Header>
          <Table.Row>
            {["decision", "was", "wouldBe", "badWouldBe"].map((name) => (
              <Table.HeaderCell key={name}>{t(`payments.risk.dryRun.${name}`)}</Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {RISK_DECISIONS.map((decision) => (
            <Table.Row key={decision}>
              <Table.Cell>
                <DecisionBadge decision={decision} />
              </Table.Cell>
              <Table.Cell>{result.was[decision]}</Table.Cell>
              <Table.Cell>{result.would_be[decision]}</Table.Cell>
              <Table.Cell>{result.bad_would_be[decision]}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
      {result.changes.map(({ id, order_id, amount_cents, currency_code, assessed_at, ...change }) => (
        <div key={id} className="flex flex-wrap items-center gap-x-3">
          <Text size="small">{date(assessed_at)}</Text>
          <Text size="small">{money(amount_cents, currency_code)}</Text>
          <DecisionBadge decision={change.decision} />
          <Text size="small">→</Text>
          <DecisionBadge decision={change.would_be_decision} />
          {order_id && (
            <Link to={`/orders/${order_id}`} className="text-ui-fg-interactive txt-small">
              {t("payments.risk.openOrder")}
            </Link>
          )}
        </div>
      ))}
    </>
  )
}
