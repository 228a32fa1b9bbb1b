import { defineRouteConfig } from "@medusajs/admin-sdk"
import { CheckCircle } from "@medusajs/icons"
import { Container } from "@medusajs/ui"
import { useSearchParams } from "react-router-dom"
import { VerificationDrawer } from "../../components/verification-drawer"
import { VerificationTable } from "../../components/verification-table"
import en from "../../i18n/en"

/** The open age check is in the address, so that a link from a customer's page leads to it. */
const AgeChecksPage = () => {
  const [params, setParams] = useSearchParams()
  return (
    <Container className="divide-y p-0">
      <VerificationTable onOpen={(id) => setParams({ id })} />
      <VerificationDrawer id={params.get("id")} onClose={() => setParams({})} />
    </Container>
  )
}

export const config = defineRouteConfig({
  label: "domain",
  translationNs: "age-verification",
  icon: CheckCircle,
})

export const handle = {
  breadcrumb: () => en.domain,
}

export default AgeChecksPage
