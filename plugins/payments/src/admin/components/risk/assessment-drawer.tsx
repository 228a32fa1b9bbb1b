import { Button, Drawer, Text, toast } from "@medusajs/ui"
import { useState, type ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import { DecisionBadge, Loaded, ReasonForm, ReviewBadge, useDate, useMoney } from "./parts"
import { useAssessment, useRiskChange, type RiskAssessment, type RiskLabel } from "./use-risk"

type Verdict = "clear" | "reject"

/** One sale with everything that speaks against it, and the verdict at its foot. */
export const AssessmentDrawer = ({ id, onClose }: { id: string | null; onClose: () => void }) => {
  const { t } = useTranslation()
  const { data, isPending, error, refetch } = useAssessment(id)
  const assessment = data?.risk_assessment
  return (
    <Drawer open={id !== null} onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{t("payments.risk.sale")}</Drawer.Title>
          <Drawer.Description className="sr-only">{t("payments.risk.queue.hint")}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="overflow-y-auto">
          <Loaded isPending={isPending} error={error} onRetry={() => refetch()}>
            {assessment && <Facts assessment={assessment} labels={data.labels} />}
          </Loaded>
        </Drawer.Body>
        {assessment?.review_state === "pending" && (
          <Drawer.Footer>
            <VerdictForm key={assessment.id} id={assessment.id} />
          </Drawer.Footer>
        )}
      </Drawer.Content>
    </Drawer>
  )
}

const VerdictForm = ({ id }: { id: string }) => {
  const { t } = useTranslation()
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const { mutate, isPending } = useRiskChange(({ reason, ...to }: { verdict: Verdict; reason: string }) => ({
    path: `/assessments/${id}/${to.verdict}`,
    body: { reason },
  }))
  if (!verdict) {
    return (
      <div className="flex justify-end gap-x-2">
        <Button size="small" variant="danger" onClick={() => setVerdict("reject")}>
          {t("payments.risk.reject")}
        </Button>
        <Button size="small" onClick={() => setVerdict("clear")}>
          {t("payments.risk.clear")}
        </Button>
      </div>
    )
  }
  const say = (reason: string) =>
    mutate(
      { verdict, reason },
      {
        onSuccess: () => toast.success(t(`payments.risk.done.${verdict}`)),
        onError: ({ message }) => toast.error(message),
      }
    )
  return (
    <ReasonForm
      label={t(`payments.risk.${verdict}`)}
      isPending={isPending}
      onCancel={() => setVerdict(null)}
      onSay={say}
    />
  )
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="grid grid-cols-2 items-start gap-x-4 py-2">
    <Text size="small" weight="plus" className="text-ui-fg-subtle">
      {label}
    </Text>
    <Text as="div" size="small" className="break-words">
      {children}
    </Text>
  </div>
)

const Facts = ({ assessment, labels }: { assessment: RiskAssessment; labels: RiskLabel[] }) => {
  const { t } = useTranslation()
  const money = useMoney()
  const date = useDate()
  const { order_id, amount_cents, currency_code, score, decision, review_state, reasons, features } = assessment
  const known = Object.entries(features).filter(([, value]) => value !== null)
  return (
    <div className="divide-y">
      <Fact label={t("payments.risk.fields.order")}>
        {order_id && (
          <Link to={`/orders/${order_id}`} className="text-ui-fg-interactive">
            {t("payments.risk.openOrder")}
          </Link>
        )}
      </Fact>
      <Fact label={t("payments.risk.fields.amount")}>{money(amount_cents, currency_code)}</Fact>
      <Fact label={t("payments.risk.fields.assessed")}>{date(assessment.assessed_at)}</Fact>
      <Fact label={t("payments.risk.fields.decision")}>
        <DecisionBadge decision={decision} /> {score}
      </Fact>
      <Fact label={t("payments.risk.fields.review")}>
        <ReviewBadge state={review_state} />
      </Fact>
      {assessment.verdict_why && <Fact label={t("payments.risk.reason")}>{assessment.verdict_why}</Fact>}
      {reasons.map(({ code, points, reason }) => (
        <Fact key={code} label={reason}>
          {t("payments.risk.points", { count: points })}
        </Fact>
      ))}
      {labels.map(({ id, kind, note }) => (
        <Fact key={id} label={t(`payments.risk.labels.${kind}`)}>
          {note}
        </Fact>
      ))}
      {known.map(([name, value]) => (
        <Fact key={name} label={name}>
          {value}
        </Fact>
      ))}
    </div>
  )
}
