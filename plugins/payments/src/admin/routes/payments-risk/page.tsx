import { defineRouteConfig } from "@medusajs/admin-sdk"
import { ShieldCheck } from "@medusajs/icons"
import { useTranslation } from "react-i18next"
import { useSearchParams } from "react-router-dom"
import { AssessmentDrawer } from "../../components/risk/assessment-drawer"
import { AssessmentTable } from "../../components/risk/assessment-table"
import { RiskPage } from "../../components/risk/parts"
import en from "../../i18n/json/payments.en.json"

/** Sales that wait for staff. The open one is in the address, so that a link leads to it. */
const RiskQueuePage = () => {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  return (
    <RiskPage title={t("payments.risk.queue.title")} hint={t("payments.risk.queue.hint")}>
      <AssessmentTable onOpen={(id) => setParams({ id })} />
      <AssessmentDrawer id={params.get("id")} onClose={() => setParams({})} />
    </RiskPage>
  )
}

export const config = defineRouteConfig({
  label: "payments.risk.queue.title",
  translationNs: "translation",
  icon: ShieldCheck,
})

export const handle = { breadcrumb: () => en.payments.risk.queue.title }

export default RiskQueuePage
