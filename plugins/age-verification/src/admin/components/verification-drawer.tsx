import { Button, Drawer, Hint, Label, Skeleton, Textarea, toast } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useAgeVerification, useDecide } from "../lib/age-verifications"
import { LoadError } from "./load-error"
import { VerificationFacts } from "./verification-facts"

const REASON_MAX = 500

type VerificationDrawerProps = { id: string | null; onClose: () => void }

/** One age check with the decision at its foot. */
export const VerificationDrawer = ({ id, onClose }: VerificationDrawerProps) => {
  const { t } = useTranslation("age-verification")
  const { data, isPending, error, refetch } = useAgeVerification(id)
  const verification = data?.age_verification

  return (
    <Drawer open={id !== null} onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{t("widget.heading")}</Drawer.Title>
          <Drawer.Description className="sr-only">{t("subtitle")}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="overflow-y-auto">
          {error ? (
            <LoadError heading={t("error.one")} error={error} onRetry={() => refetch()} />
          ) : isPending || !verification ? (
            <Skeleton className="h-48 w-full" />
          ) : (
            <VerificationFacts verification={verification} />
          )}
        </Drawer.Body>
        {verification?.status === "pending" && <DecisionFooter key={verification.id} id={verification.id} />}
      </Drawer.Content>
    </Drawer>
  )
}

const DecisionFooter = ({ id }: { id: string }) => {
  const { t } = useTranslation("age-verification")
  const { mutate, isPending } = useDecide()
  const [reason, setReason] = useState<string | null>(null)
  const said = (done: string) => ({
    onSuccess: () => toast.success(done),
    onError: (error: Error) => toast.error(error.message),
  })

  if (reason === null) {
    return (
      <Drawer.Footer>
        <Button size="small" variant="danger" disabled={isPending} onClick={() => setReason("")}>
          {t("actions.reject")}
        </Button>
        <Button
          size="small"
          isLoading={isPending}
          onClick={() => mutate({ id, action: "approve" }, said(t("toast.approved")))}
        >
          {t("actions.approve")}
        </Button>
      </Drawer.Footer>
    )
  }
  return (
    <Drawer.Footer>
      <div className="flex w-full flex-col gap-y-2">
        <Label htmlFor="age-check-reason" size="small" weight="plus">
          {t("reject.label")}
        </Label>
        <Textarea
          id="age-check-reason"
          autoFocus
          maxLength={REASON_MAX}
          value={reason}
          placeholder={t("reject.placeholder")}
          onChange={({ target }) => setReason(target.value)}
        />
        <Hint>{t("reject.hint")}</Hint>
        <div className="flex justify-end gap-x-2">
          <Button size="small" variant="secondary" disabled={isPending} onClick={() => setReason(null)}>
            {t("actions.cancel")}
          </Button>
          <Button
            size="small"
            variant="danger"
            isLoading={isPending}
            disabled={!reason.trim()}
            onClick={() => mutate({ id, action: "reject", reason: reason.trim() }, said(t("toast.rejected")))}
          >
            {t("actions.reject")}
          </Button>
        </div>
      </div>
    </Drawer.Footer>
  )
}
