import { defineRouteConfig } from "@medusajs/admin-sdk"
import { ClockSolidMini } from "@medusajs/icons"
import { Container, Heading, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { AuditEntryDrawer } from "../../components/audit-log/audit-entry-drawer"
import { AuditLogTable } from "../../components/audit-log/audit-log-table"
import { type AuditEntry, useVerifyAuditLog } from "../../components/audit-log/use-audit-log"
import { VerifyButton, VerifyResult } from "../../components/audit-log/verify-panel"

/** Who did what, when and why; and whether anybody tampered with it. */
const AuditLogPage = () => {
  const { t } = useTranslation()
  const [open, setOpen] = useState<AuditEntry>()
  const verification = useVerifyAuditLog()

  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between gap-4 px-6 py-4">
        <div>
          <Heading>{t("auditLog.title")}</Heading>
          <Text className="text-ui-fg-subtle" size="small">
            {t("auditLog.subtitle")}
          </Text>
        </div>
        <VerifyButton verification={verification} />
      </div>
      <VerifyResult verification={verification} />
      <AuditLogTable onOpen={setOpen} />
      <AuditEntryDrawer entry={open} onClose={() => setOpen(undefined)} />
    </Container>
  )
}

export const config = defineRouteConfig({ label: "Audit log", icon: ClockSolidMini })

export const handle = { breadcrumb: () => "Audit log" }

export default AuditLogPage
