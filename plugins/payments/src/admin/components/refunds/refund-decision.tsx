import { Button, Input, toast, usePrompt } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { type Refund, useRefundAct } from "./use-refunds"

/** The second person's buttons. Declining needs a sentence, which opens below them. */
export const RefundDecision = ({ refund, amount }: { refund: Refund; amount: string }) => {
  const { t } = useTranslation()
  const prompt = usePrompt()
  const { mutate, isPending } = useRefundAct()
  const [note, setNote] = useState<string | null>(null)
  const said = (key: string) => ({
    onSuccess: () => toast.success(t(key)),
    onError: (error: Error) => toast.error(error.message),
  })

  const approve = async () => {
    const isSure = await prompt({
      title: t("payments.refunds.approveTitle", { amount }),
      description: t("payments.refunds.approveText", { reason: refund.reason }),
      confirmText: t("payments.refunds.approve"),
      cancelText: t("payments.refunds.cancel"),
      variant: "confirmation",
    })
    if (isSure) {
      mutate({ act: "approve", id: refund.id, body: {} }, said("payments.refunds.approved"))
    }
  }
  if (note === null) {
    return (
      <div className="flex gap-x-2">
        <Button size="small" variant="secondary" disabled={isPending} onClick={() => setNote("")}>
          {t("payments.refunds.decline")}
        </Button>
        <Button size="small" isLoading={isPending} onClick={approve}>
          {t("payments.refunds.approve")}
        </Button>
      </div>
    )
  }
  return (
    <div className="flex gap-x-2">
      <Input
        size="small"
        autoFocus
        maxLength={500}
        value={note}
        aria-label={t("payments.refunds.declineWhy")}
        placeholder={t("payments.refunds.declineWhy")}
        onChange={({ target }) => setNote(target.value)}
      />
      <Button size="small" variant="secondary" disabled={isPending} onClick={() => setNote(null)}>
        {t("payments.refunds.cancel")}
      </Button>
      <Button
        size="small"
        variant="danger"
        isLoading={isPending}
        disabled={!note.trim()}
        onClick={() =>
          mutate({ act: "decline", id: refund.id, body: { note: note.trim() } }, said("payments.refunds.declined"))
        }
      >
        {t("payments.refunds.decline")}
      </Button>
    </div>
  )
}
