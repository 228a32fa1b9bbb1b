import { Heading, Skeleton, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { CompletenessReport } from "../lib/product-facts"

/** How many variants can be sold, as a bar and as figures. */
export const CompletenessSummary = ({ summary }: { summary?: CompletenessReport["summary"] }) => {
  const { t } = useTranslation("compliance")
  if (!summary) {
    return (
      <div className="px-6 py-4">
        <Skeleton className="h-12 w-full" />
      </div>
    )
  }
  const figures = [
    [t("summary.total"), summary.total],
    [t("summary.sellable"), summary.sellable],
    [t("summary.missing"), summary.missing],
    [t("summary.withoutFacts"), summary.without_facts],
    [t("summary.advised"), summary.advised],
  ] as const
  const share = summary.total ? Math.round((summary.sellable / summary.total) * 100) : 0

  return (
    <div className="flex flex-col gap-y-3 px-6 py-4">
      <div
        className="bg-ui-tag-red-icon h-2 w-full overflow-hidden rounded-full"
        role="img"
        aria-label={`${t("summary.sellable")}: ${share} %`}
      >
        <div className="bg-ui-tag-green-icon h-full" style={{ width: `${share}%` }} />
      </div>
      <div className="grid grid-cols-2 gap-4 md:grid-cols-5">
        {figures.map(([label, value]) => (
          <div key={label}>
            <Text size="xsmall" className="text-ui-fg-subtle">
              {label}
            </Text>
            <Heading level="h3">{value}</Heading>
          </div>
        ))}
      </div>
    </div>
  )
}
