import { Button, CodeBlock, Drawer, Label, Skeleton, StatusBadge, Text, Textarea, toast } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { colorOf, KINDS, type ExchangeKind, type ExchangeRow } from "./kinds"
import { useAttemptsOf, useCloseCase, useExchangeRow, useReplay } from "./use-exchange"

type Props = { kind: ExchangeKind; id: string | undefined; onClose: () => void }

/** Shown as code, in this order, when the row has them. */
const BODIES = ["payload", "body", "headers", "request", "response", "details"]

/** Everything about one row, with what staff may do about it. */
export const ExchangeDrawer = ({ kind, id, onClose }: Props) => {
  const { t } = useTranslation()
  const { data: row, isPending, isError, error } = useExchangeRow(kind, id)

  return (
    <Drawer open={!!id} onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{row ? KINDS[kind].subject(row) : t(`exchange.tabs.${kind}`)}</Drawer.Title>
          <Drawer.Description className="font-mono">{id}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-y-4 overflow-y-auto">
          {isPending && <Skeleton className="h-40 w-full" />}
          {isError && (
            <Text className="text-ui-fg-error" role="alert">
              {t("exchange.loadFailed", { message: error.message })}
            </Text>
          )}
          {row && <Facts kind={kind} row={row} />}
        </Drawer.Body>
        <Drawer.Footer>
          {row && KINDS[kind].canReplay && <ReplayButton kind={kind} row={row} />}
          {row && kind === "cases" && row.state === "open" && <CloseCase key={row.id} id={row.id} />}
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}

const Facts = ({ kind, row }: { kind: ExchangeKind; row: ExchangeRow }) => {
  const { t } = useTranslation()
  const plain = Object.entries(row).filter(
    ([field, value]) => !BODIES.includes(field) && field !== "state" && value !== null && typeof value !== "object"
  )
  return (
    <>
      <StatusBadge color={colorOf(kind, row.state)} className="shrink-0 self-start">
        {t(`exchange.states.${row.state}`)}
      </StatusBadge>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {plain.map(([field, value]) => (
          <div key={field} className="contents">
            <dt className="txt-compact-small text-ui-fg-subtle">{field}</dt>
            <dd className="txt-compact-small break-all">{String(value)}</dd>
          </div>
        ))}
      </dl>
      {BODIES.filter((field) => row[field]).map((field) => (
        <CodeBlock
          key={field}
          className="shrink-0"
          snippets={[{ label: field, language: "json", code: JSON.stringify(row[field], null, 2) }]}
        >
          <CodeBlock.Header />
          <CodeBlock.Body />
        </CodeBlock>
      ))}
      {KINDS[kind].canReplay && <Attempts messageId={row.id} />}
    </>
  )
}

const Attempts = ({ messageId }: { messageId: string }) => {
  const { t } = useTranslation()
  const { data } = useAttemptsOf(messageId)
  if (!data?.attempts.length) {
    return null
  }
  return (
    <section className="flex flex-col gap-y-2">
      <Label>{t("exchange.attempts")}</Label>
      {data.attempts.map((attempt) => (
        <div key={attempt.id} className="flex items-center justify-between gap-2">
          <Text size="small">{KINDS.attempts.subject(attempt)}</Text>
          <StatusBadge color={colorOf("attempts", attempt.state)}>{t(`exchange.states.${attempt.state}`)}</StatusBadge>
        </div>
      ))}
    </section>
  )
}

const ReplayButton = ({ kind, row }: { kind: ExchangeKind; row: ExchangeRow }) => {
  const { t } = useTranslation()
  const replay = useReplay(kind)
  return (
    <Button
      variant="secondary"
      isLoading={replay.isPending}
      onClick={() =>
        replay.mutate(row.id, {
          onSuccess: () => toast.success(t("exchange.replayed")),
          onError: (error) => toast.error(error.message),
        })
      }
    >
      {t(`exchange.replay.${kind}`)}
    </Button>
  )
}

const CloseCase = ({ id }: { id: string }) => {
  const { t } = useTranslation()
  const [note, setNote] = useState("")
  const close = useCloseCase()
  return (
    <div className="flex w-full flex-col gap-y-2">
      <Label htmlFor="case-note">{t("exchange.closeNote")}</Label>
      <Textarea id="case-note" value={note} onChange={(event) => setNote(event.target.value)} maxLength={2000} />
      <Button
        disabled={!note.trim()}
        isLoading={close.isPending}
        onClick={() =>
          close.mutate(
            { id, note },
            {
              onSuccess: () => toast.success(t("exchange.caseClosed")),
              onError: (error) => toast.error(error.message),
            }
          )
        }
      >
        {t("exchange.closeCase")}
      </Button>
    </div>
  )
}
