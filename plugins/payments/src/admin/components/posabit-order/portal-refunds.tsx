import { Button, Drawer, Input, Label, Text, Textarea, toast } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { PosabitOrder } from "./use-posabit-order"
import { centsOf, usePortalRefunds, useRecordPortalRefund } from "./use-portal-refunds"

const EMPTY = { reference: "", amount: "", reason: "" }

/** Refunds are made in POSaBIT's portal; here staff tell the shop of them. */
export const PortalRefunds = ({ posabitOrder }: { posabitOrder: PosabitOrder }) => {
  const { t, i18n } = useTranslation()
  const { id, currency_code, settlement, posabit_id } = posabitOrder
  const { data: refunds = [], isError } = usePortalRefunds(id)
  const money = (cents: number) =>
    new Intl.NumberFormat(i18n.language, { style: "currency", currency: currency_code }).format(cents / 100)
  // A sale that was undone: the register may have taken money for it all the same.
  const mayBeTaken = settlement === "settled" || (settlement === "withdrawn" && !!posabit_id)
  if (!mayBeTaken) {
    return null
  }
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      <div className="flex items-center justify-between">
        <Text size="small" weight="plus">
          {t("payments.portalRefund.title")}
        </Text>
        <RecordRefund id={id} />
      </div>
      {isError && (
        <Text size="small" className="text-ui-fg-error">
          {t("payments.portalRefund.loadFailed")}
        </Text>
      )}
      {refunds.map(({ id: refundId, reference, amount_cents, reason, completed_at }) => (
        <div key={refundId} className="grid grid-cols-2 gap-x-4">
          <Text size="small" className="text-ui-fg-subtle">
            {reference}: {reason}
          </Text>
          <Text size="small" className="text-right">
            {money(amount_cents)}
            {!completed_at && ` (${t("payments.portalRefund.unfinished")})`}
          </Text>
        </div>
      ))}
    </div>
  )
}

const RecordRefund = ({ id }: { id: string }) => {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const [form, setForm] = useState(EMPTY)
  const record = useRecordPortalRefund(id)
  const amount_cents = centsOf(form.amount)
  const reference = form.reference.trim()
  const reason = form.reason.trim()
  const isWhole = !!reference && !!reason && !!amount_cents

  const save = () =>
    record.mutate(
      { reference, reason, amount_cents: amount_cents ?? 0 },
      {
        onSuccess: () => {
          toast.success(t("payments.portalRefund.saved"))
          setForm(EMPTY)
          setIsOpen(false)
        },
        onError: ({ message }) => toast.error(message),
      }
    )
  const field = (name: keyof typeof EMPTY) => ({
    id: `portal-refund-${name}`,
    value: form[name],
    onChange: ({ target }: { target: { value: string } }) => setForm((now) => ({ ...now, [name]: target.value })),
  })

  return (
    <Drawer open={isOpen} onOpenChange={setIsOpen}>
      <Drawer.Trigger asChild>
        <Button size="small" variant="secondary">
          {t("payments.portalRefund.record")}
        </Button>
      </Drawer.Trigger>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{t("payments.portalRefund.record")}</Drawer.Title>
          <Drawer.Description>{t("payments.portalRefund.hint")}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-y-4">
          <div className="flex flex-col gap-y-2">
            <Label htmlFor="portal-refund-reference">{t("payments.portalRefund.reference")}</Label>
            <Input maxLength={100} {...field("reference")} />
          </div>
          <div className="flex flex-col gap-y-2">
            <Label htmlFor="portal-refund-amount">{t("payments.portalRefund.amount")}</Label>
            <Input inputMode="decimal" aria-invalid={!!form.amount && !amount_cents} {...field("amount")} />
          </div>
          <div className="flex flex-col gap-y-2">
            <Label htmlFor="portal-refund-reason">{t("payments.portalRefund.reason")}</Label>
            <Textarea maxLength={500} {...field("reason")} />
          </div>
        </Drawer.Body>
        <Drawer.Footer>
          <Button disabled={!isWhole} isLoading={record.isPending} onClick={save}>
            {t("payments.portalRefund.save")}
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}
