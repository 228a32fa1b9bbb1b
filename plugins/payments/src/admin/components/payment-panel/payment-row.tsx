import { Button, Input, Text, toast, usePrompt } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { moneyText } from "../../lib/money"
import { RefundDrawer } from "./refund-drawer"
import { type PanelPayment, type Profile, useCapture } from "./use-payment-panel"

/** One payment with what staff can do: capture what is held, give back what was taken. */
export const PaymentRow = ({ payment, profile }: { payment: PanelPayment; profile?: Profile }) => {
  const { t, i18n } = useTranslation()
  const [isGivingBack, setGivingBack] = useState(false)
  const held = payment.canceled_at || payment.captured_cents ? 0 : payment.amount_cents
  const left = payment.captured_cents - payment.refunded_cents
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      <div className="flex items-center justify-between gap-x-2">
        <Text size="small" weight="plus">
          {profile?.title ?? payment.provider_id}
        </Text>
        <Text size="small">{moneyText(payment.amount_cents, payment.currency_code, i18n.language)}</Text>
      </div>
      {held > 0 && profile && profile.capture !== "none" && <Capture payment={payment} held={held} profile={profile} />}
      {profile?.refund === "by_hand" && left > 0 && (
        <Text size="xsmall" className="text-ui-fg-subtle">
          {t("payments.panel.refundByHand")}
        </Text>
      )}
      {left > 0 && profile?.refund !== "none" && (
        <div className="flex justify-end">
          <Button size="small" variant="secondary" onClick={() => setGivingBack(true)}>
            {t("payments.panel.refund")}
          </Button>
        </div>
      )}
      {isGivingBack && <RefundDrawer payment={payment} onClose={() => setGivingBack(false)} />}
    </div>
  )
}

const Capture = ({ payment, held, profile }: { payment: PanelPayment; held: number; profile: Profile }) => {
  const { t, i18n } = useTranslation()
  const prompt = usePrompt()
  const { mutate, isPending } = useCapture()
  const [amount, setAmount] = useState((held / 100).toFixed(2))
  const [reason, setReason] = useState("")
  const cents = Math.round(Number(amount) * 100)
  const isRight = cents > 0 && cents <= held && reason.trim()
  const take = async () => {
    const text = moneyText(cents, payment.currency_code, i18n.language)
    const isSure = await prompt({
      title: t("payments.panel.captureTitle", { amount: text }),
      description: t("payments.panel.captureText"),
      confirmText: t("payments.panel.capture"),
      cancelText: t("payments.refunds.cancel"),
      variant: "confirmation",
    })
    if (isSure) {
      mutate(
        {
          payment_id: payment.id,
          amount: cents === held ? undefined : cents / 100,
          reason: reason.trim(),
        },
        {
          onSuccess: () => toast.success(t("payments.panel.captured")),
          onError: ({ message }) => toast.error(message),
        }
      )
    }
  }
  return (
    <div className="flex justify-end gap-x-2">
      <Input
        size="small"
        className="flex-1"
        maxLength={500}
        aria-label={t("payments.panel.captureReason")}
        placeholder={t("payments.panel.captureReason")}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      {profile.capture === "partial" && (
        <Input
          size="small"
          className="w-24"
          inputMode="decimal"
          aria-label={t("payments.panel.captureAmount")}
          value={amount}
          onChange={({ target }) => setAmount(target.value)}
        />
      )}
      <Button size="small" disabled={!isRight} isLoading={isPending} onClick={take}>
        {t("payments.panel.capture")}
      </Button>
    </div>
  )
}
