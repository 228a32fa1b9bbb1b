import { Button, CodeBlock, Drawer, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { type AuditEntry, useReadPersonal } from "./use-audit-log"

type Props = { entry: AuditEntry | undefined; onClose: () => void }

/** One row in full, with what was before and what came after. */
export const AuditEntryDrawer = ({ entry, onClose }: Props) => {
  return (
    <Drawer open={!!entry} onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{entry?.action}</Drawer.Title>
          <Drawer.Description className="font-mono">{entry?.id}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-y-4 overflow-y-auto">
          {entry && <Facts key={entry.id} entry={entry} />}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer>
  )
}

const Facts = ({ entry }: { entry: AuditEntry }) => {
  const { t } = useTranslation()
  const facts = [
    [t("auditLog.fields.at"), new Date(entry.created_at).toLocaleString()],
    [t("auditLog.fields.actor"), `${t(`auditLog.actorTypes.${entry.actor_type}`)} ${entry.actor_id}`],
    [t("auditLog.fields.subject"), `${entry.subject_type} ${entry.subject_id}`],
    [t("auditLog.fields.why"), entry.why ?? "–"],
    [t("auditLog.fields.digest"), entry.digest],
  ]
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="txt-compact-small text-ui-fg-subtle">{name}</dt>
            <dd className="txt-compact-small break-all">{value}</dd>
          </div>
        ))}
      </dl>
      <Values label={t("auditLog.fields.before")} values={entry.before} />
      <Values label={t("auditLog.fields.after")} values={entry.after} />
      {entry.person_id && <Personal id={entry.id} />}
    </>
  )
}

const Values = ({ label, values }: { label: string; values: Record<string, unknown> | null | undefined }) =>
  values ? (
    <CodeBlock snippets={[{ label, language: "json", code: JSON.stringify(values, null, 2) }]}>
      <CodeBlock.Header />
      <CodeBlock.Body />
    </CodeBlock>
  ) : null

const Personal = ({ id }: { id: string }) => {
  const { t } = useTranslation()
  const { mutate, data, isPending, isError, error } = useReadPersonal()
  if (data?.personal_erased) {
    return <Text size="small">{t("auditLog.personal.erased")}</Text>
  }
  if (data) {
    return <Values label={t("auditLog.fields.personal")} values={data.personal} />
  }
  return (
    <div className="flex flex-col items-start gap-y-2">
      <Button variant="secondary" size="small" isLoading={isPending} onClick={() => mutate(id)}>
        {t("auditLog.personal.show")}
      </Button>
      <Text size="small" className="text-ui-fg-subtle">
        {t("auditLog.personal.hint")}
      </Text>
      {isError && (
        <Text size="small" className="text-ui-fg-error" role="alert">
          {t("auditLog.loadFailed", { message: error.message })}
        </Text>
      )}
    </div>
  )
}
