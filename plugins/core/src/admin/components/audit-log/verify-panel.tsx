import { Alert, Button, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useVerifyAuditLog, type Verification } from "./use-audit-log"

type Props = { verification: ReturnType<typeof useVerifyAuditLog> }

/** The button that walks the chain. */
export const VerifyButton = ({ verification }: Props) => {
  const { t } = useTranslation()
  return (
    <Button variant="secondary" size="small" isLoading={verification.isPending} onClick={() => verification.mutate()}>
      {t("auditLog.verify.action")}
    </Button>
  )
}

/** What the last walk found. */
export const VerifyResult = ({ verification: { data, error, isPending, reset } }: Props) => {
  const { t } = useTranslation()
  if (!isPending && !data && !error) {
    return null
  }
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4" role="status" aria-live="polite">
      {isPending && <Text size="small">{t("auditLog.verify.running")}</Text>}
      {error && <Alert variant="error">{t("auditLog.verify.failed", { message: error.message })}</Alert>}
      {data && <Found data={data} />}
      {!isPending && (
        <Button variant="transparent" size="small" className="self-end" onClick={reset}>
          {t("auditLog.verify.close")}
        </Button>
      )}
    </div>
  )
}

const Found = ({ data }: { data: Verification }) => {
  const { t } = useTranslation()
  const sentences = [
    t("auditLog.verify.checked", { count: data.checked }),
    data.unsealed > 0 && t("auditLog.verify.unsealed", { count: data.unsealed }),
    data.heads_checked > 0 && t("auditLog.verify.heads", { count: data.heads_checked }),
    data.missing_heads.length > 0 && t("auditLog.verify.missingHeads", { days: data.missing_heads.join(", ") }),
  ]
  return (
    <Alert variant={data.ok ? "success" : "error"}>
      <Text size="small" weight="plus">
        {data.ok ? t("auditLog.verify.ok") : t("auditLog.verify.broken")}
      </Text>
      {data.first_problem && <Text size="small">{data.first_problem.message}</Text>}
      <Text size="small">{sentences.filter(Boolean).join(" ")}</Text>
    </Alert>
  )
}
