import { Button, Drawer, Hint, Input, Label, Textarea, toast, usePrompt } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { moneyText } from "../../lib/money"
import { useRefundAct } from "../refunds/use-refunds"
import type { PanelPayment } from "./use-payment-panel"

type RefundDrawerProps = { payment: PanelPayment; onClose: () => void }

/** Amount and reason of a refund. The key is made once for the form: pressing twice gives back once. */
export const RefundDrawer = ({ payment, onClose }: RefundDrawerProps) => {
  const { t, i18n } = useTranslation()
  const prompt = usePrompt()
  const { mutate, isPending } = useRefundAct()
  const left = payment.captured_cents - payment.refunded_cents
  const [amount, setAmount] = useState((left / 100).toFixed(2))
  const [reason, setReason] = useState("")
  const [request_key, setKey] = useState(newKey)
  const cents = /^\d+([.,]\d{1,2})?$/.test(amount.trim()) ? Math.round(Number(amount.replace(",", ".")) * 100) : 0
  const isRight = cents > 0 && cents <= left && reason.trim()
  const text = moneyText(cents, payment.currency_code, i18n.language)

  const give = async () => {
    const isSure = await prompt({
      title: t("payments.panel.refundTitle", { amount: text }),
      description: t("payments.panel.refundText"),
      confirmText: t("payments.panel.refund"),
      cancelText: t("payments.refunds.cancel"),
    })
    if (!isSure) {
      return
    }
    const body = { payment_id: payment.id, amount: cents / 100, reason: reason.trim(), request_key }
    mutate(
      { act: "create", body },
      {
        onSuccess: ({ state, error }) => {
          const say = state === "failed" ? toast.error : state === "succeeded" ? toast.success : toast.info
          say(t(`payments.refunds.told.${state}`, { error }))
          // What failed is over; trying again is a refund of its own.
          setKey(newKey())
          if (state !== "failed") {
            onClose()
          }
        },
        onError: ({ message }) => toast.error(message),
      }
    )
  }

  return (
    <Drawer open onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{t("payments.panel.refund")}</Drawer.Title>
          <Drawer.Description className="sr-only">{t("payments.panel.refundText")}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-y-4">
          <div className="flex flex-col gap-y-1">
            <Label htmlFor="payments-refund-amount">{t("payments.panel.amount")}</Label>
            <Input
              id="payments-refund-amount"
              inputMode="decimal"
              value={amount}
              onChange={({ target }) => setAmount(target.value)}
            />
            <Hint variant={cents > left || cents <= 0 ? "error" : "info"}>
              {t("payments.panel.atMost", { amount: moneyText(left, payment.currency_code, i18n.language) })}
            </Hint>
          </div>
          <div className="flex flex-col gap-y-1">
            <Label htmlFor="payments-refund-reason">{t("payments.panel.reason")}</Label>
            <Textarea
              id="payments-refund-reason"
              maxLength={500}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          </div>
        </Drawer.Body>
        <Drawer.Footer>
          <Button variant="secondary" size="small" onClick={onClose}>
            {t("payments.refunds.cancel")}
          </Button>
          <Button variant="danger" size="small" disabled={!isRight} isLoading={isPending} onClick={give}>
            {t("payments.panel.refund")}
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}

const newKey = () => `panel-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`
