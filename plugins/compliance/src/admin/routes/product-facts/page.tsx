import { defineRouteConfig } from "@medusajs/admin-sdk"
import { DocumentText } from "@medusajs/icons"
import { Container } from "@medusajs/ui"
import { CompletenessTable } from "../../components/completeness-table"
import en from "../../i18n/en"

const ProductFactsPage = () => (
  <Container className="divide-y p-0">
    <CompletenessTable />
  </Container>
)

export const config = defineRouteConfig({
  label: "domain",
  translationNs: "compliance",
  icon: DocumentText,
})

export const handle = {
  breadcrumb: () => en.domain,
}

export default ProductFactsPage
