import { Alert, Button } from "@medusajs/ui"
import { useTranslation } from "react-i18next"

type LoadErrorProps = { heading: string; error: Error; onRetry: () => void }

/** What could not be loaded, what the server said, and a way to try again. */
export const LoadError = ({ heading, error, onRetry }: LoadErrorProps) => {
  const { t } = useTranslation()
  return (
    <div className="flex flex-col items-start gap-y-3 px-6 py-4" role="alert">
      <Alert variant="error">
        {heading}: {error.message}
      </Alert>
      <Button size="small" variant="secondary" onClick={onRetry}>
        {t("payments.register.retry")}
      </Button>
    </div>
  )
}
