import { defineRouteConfig } from "@medusajs/admin-sdk"
import { ArrowPath } from "@medusajs/icons"
import { Container, Heading, Tabs, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { ExchangeDrawer } from "../../components/exchange/exchange-drawer"
import { ExchangeTable } from "../../components/exchange/exchange-table"
import { KINDS, type ExchangeKind } from "../../components/exchange/kinds"

const kinds = Object.keys(KINDS) as ExchangeKind[]

/** What goes out, what comes in, the calls made, and the cases that people must decide. */
const ExchangePage = () => {
  const { t } = useTranslation()
  const [kind, setKind] = useState<ExchangeKind>("outbox")
  const [openId, setOpenId] = useState<string>()

  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading>{t("exchange.title")}</Heading>
        <Text className="text-ui-fg-subtle" size="small">
          {t("exchange.subtitle")}
        </Text>
      </div>
      <Tabs value={kind} onValueChange={(value) => setKind(value as ExchangeKind)}>
        <Tabs.List className="px-6 py-4">
          {kinds.map((each) => (
            <Tabs.Trigger key={each} value={each}>
              {t(`exchange.tabs.${each}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <ExchangeTable key={kind} kind={kind} onOpen={setOpenId} />
      </Tabs>
      <ExchangeDrawer kind={kind} id={openId} onClose={() => setOpenId(undefined)} />
    </Container>
  )
}

export const config = defineRouteConfig({ label: "Exchange", icon: ArrowPath })

export const handle = { breadcrumb: () => "Exchange" }

export default ExchangePage
