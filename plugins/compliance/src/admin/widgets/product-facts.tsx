import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { Button, Container, Heading, Skeleton, StatusBadge, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { toFlOz } from "../../lib/fact-names"
import { FactsDrawer } from "../components/facts-drawer"
import { LoadError } from "../components/load-error"
import { MAX_VARIANTS, useProductFacts, type VariantFacts } from "../lib/product-facts"

/** On a product's page: the facts of each variant, what is missing, and the form to put it right. */
const ProductFactsWidget = ({ data: product }: { data: { id: string } }) => {
  const { t } = useTranslation("compliance")
  const { data, isPending, error, refetch } = useProductFacts(product.id)
  const [edited, setEdited] = useState<string | null>(null)
  const open = data?.facts.find(({ variant }) => variant.id === edited)

  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("widget.heading")}</Heading>
      </div>
      {error ? (
        <LoadError heading={t("error.facts")} error={error} onRetry={() => refetch()} />
      ) : isPending ? (
        <div className="px-6 py-4">
          <Skeleton className="h-16 w-full" />
        </div>
      ) : !data.facts.length ? (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("widget.none")}
        </Text>
      ) : (
        data.facts.map((facts) => (
          <VariantRow key={facts.variant.id} facts={facts} onEdit={() => setEdited(facts.variant.id)} />
        ))
      )}
      {data && data.count > MAX_VARIANTS && (
        <Text size="xsmall" className="text-ui-fg-subtle px-6 py-4">
          {t("widget.limited", { count: MAX_VARIANTS })}
        </Text>
      )}
      {open && <FactsDrawer key={open.variant.id} facts={open} onClose={() => setEdited(null)} />}
    </Container>
  )
}

const VariantRow = ({ facts, onEdit }: { facts: VariantFacts; onEdit: () => void }) => {
  const { t } = useTranslation("compliance")
  const { variant, product_facts: known, missing } = facts
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      <div className="flex items-center justify-between gap-x-2">
        <Text size="small" weight="plus">
          {variant.title}
        </Text>
        <div className="flex items-center gap-x-2">
          <StatusBadge color={missing.length ? "red" : "green"}>
            {t(missing.length ? "widget.incomplete" : "widget.complete")}
          </StatusBadge>
          <Button
            size="small"
            variant="secondary"
            onClick={onEdit}
            aria-label={`${t("actions.edit")} ${variant.title}`}
          >
            {t("actions.edit")}
          </Button>
        </div>
      </div>
      <Text size="small" className="text-ui-fg-subtle">
        {known ? sentence(known, t) : t("widget.noFacts")}
      </Text>
      {known && missing.length > 0 && (
        <Text size="small" className="text-ui-fg-error">
          {t("widget.missing", { facts: missing.map((field) => t(`facts.${field}`)).join(", ") })}
        </Text>
      )}
    </div>
  )
}

function sentence(facts: NonNullable<VariantFacts["product_facts"]>, t: (key: string) => string) {
  const parts = [
    t(`buckets.${facts.limit_bucket}`),
    facts.thc_pct != null && `THC ${facts.thc_pct} %`,
    facts.total_thc_mg != null && `THC ${facts.total_thc_mg} mg`,
    facts.total_cbd_mg != null && `CBD ${facts.total_cbd_mg} mg`,
    facts.net_weight_g != null && `${facts.net_weight_g} g`,
    facts.net_volume_ml != null && `${facts.net_volume_ml} ml (${toFlOz(facts.net_volume_ml)} fl oz)`,
    facts.lot && `${t("widget.lot")} ${facts.lot.code}`,
  ]
  return parts.filter(Boolean).join(" · ")
}

export const config = defineWidgetConfig({
  id: "compliance.product-facts",
  zone: "product.details.side.after",
})

export default ProductFactsWidget
