import { Button, Drawer, Label, StatusBadge, Text, Textarea, toast } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import { moneyText } from "./money"
import { useSettleDifference, type Act, type Difference } from "./use-reconciliation"

export const STATE_COLORS = { open: "red", accepted: "grey", resolved: "green" } as const

type Props = { difference: Difference | undefined; onClose: () => void }

/** One difference, and what staff can do about it. */
export const DifferenceDrawer = ({ difference, onClose }: Props) => {
  const { t } = useTranslation()
  return (
    <Drawer open={!!difference} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{difference && t(`payments.reconciliation.kinds.${difference.kind}`)}</Drawer.Title>
          <Drawer.Description className="break-all">{difference?.reference}</Drawer.Description>
        </Drawer.Header>
        {difference && <Body key={difference.id} difference={difference} onClose={onClose} />}
      </Drawer.Content>
    </Drawer>
  )
}

const Body = ({ difference, onClose }: { difference: Difference; onClose: () => void }) => {
  const { t } = useTranslation()
  const [reason, setReason] = useState("")
  const settle = useSettleDifference()
  const { id, state } = difference
  const act = (what: Act) =>
    settle.mutate(what, {
      onSuccess: (after) => {
        toast.success(t(`payments.reconciliation.done.${after.state}`))
        onClose()
      },
      onError: ({ message }) => toast.error(message),
    })
  const isBusy = (what: Act["act"]) => settle.isPending && settle.variables.act === what

  return (
    <>
      <Drawer.Body className="flex flex-col gap-y-6 overflow-y-auto">
        <Facts difference={difference} />
        {state !== "resolved" && (
          <div className="flex flex-col gap-y-2">
            <Label htmlFor="difference-reason">{t("payments.reconciliation.accept.reason")}</Label>
            <Textarea
              id="difference-reason"
              value={reason}
              maxLength={1_000}
              onChange={({ target }) => setReason(target.value)}
            />
          </div>
        )}
      </Drawer.Body>
      {state !== "resolved" && (
        <Drawer.Footer>
          <Button
            size="small"
            variant="secondary"
            isLoading={isBusy("refresh")}
            onClick={() => act({ id, act: "refresh" })}
          >
            {t("payments.reconciliation.refresh")}
          </Button>
          <Button
            size="small"
            variant="secondary"
            isLoading={isBusy("record")}
            onClick={() => act({ id, act: "record" })}
          >
            {t("payments.reconciliation.record")}
          </Button>
          <Button
            size="small"
            disabled={reason.trim().length < 3}
            isLoading={isBusy("accept")}
            onClick={() => act({ id, act: "accept", reason: reason.trim() })}
          >
            {t("payments.reconciliation.accept.action")}
          </Button>
        </Drawer.Footer>
      )}
    </>
  )
}

const Facts = ({ difference }: { difference: Difference }) => {
  const { t, i18n } = useTranslation()
  const { currency_code, ours_cents, ours_status, theirs_cents, theirs_status, order_id, note, state } = difference
  const side = (cents: number | null, status: string | null) =>
    [moneyText(cents, currency_code, i18n.language), status].filter(Boolean).join(" · ")
  const rows: [string, React.ReactNode][] = [
    [
      t("payments.reconciliation.fields.state"),
      <StatusBadge key="state" color={STATE_COLORS[state]}>
        {t(`payments.reconciliation.states.${state}`)}
      </StatusBadge>,
    ],
    [t("payments.reconciliation.fields.service"), difference.provider],
    [t("payments.reconciliation.fields.ours"), side(ours_cents, ours_status)],
    [t("payments.reconciliation.fields.theirs"), side(theirs_cents, theirs_status)],
    [t("payments.reconciliation.fields.at"), new Date(difference.occurred_at).toLocaleString(i18n.language)],
    [
      t("payments.reconciliation.fields.order"),
      order_id ? (
        <Link key="order" className="text-ui-fg-interactive" to={`/orders/${order_id}`}>
          {t("payments.reconciliation.openOrder")}
        </Link>
      ) : (
        "–"
      ),
    ],
    ...(note ? [[t("payments.reconciliation.fields.note"), note] as [string, React.ReactNode]] : []),
  ]
  return (
    <div className="flex flex-col gap-y-2">
      {rows.map(([label, value]) => (
        <div key={label} className="grid grid-cols-2 gap-x-4">
          <Text size="small" weight="plus" className="text-ui-fg-subtle">
            {label}
          </Text>
          <Text as="div" size="small" className="text-right">
            {value}
          </Text>
        </div>
      ))}
    </div>
  )
}
