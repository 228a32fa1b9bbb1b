import { Alert, Button, Drawer, toast } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { bodyOf, draftOf } from "../lib/facts-form"
import { useSaveFacts, type VariantFacts } from "../lib/product-facts"
import { FactsFields } from "./facts-fields"

type FactsDrawerProps = { facts: VariantFacts; onClose: () => void }

/** Edits the facts of one variant. Only what was changed is sent, so two people do not undo each other's fields. */
export const FactsDrawer = ({ facts, onClose }: FactsDrawerProps) => {
  const { t } = useTranslation("compliance")
  const before = draftOf(facts)
  const [draft, setDraft] = useState(before)
  const [problem, setProblem] = useState<string | null>(null)
  const save = useSaveFacts(facts.variant.id)

  const submit = async () => {
    const result = bodyOf(draft, before)
    if ("wrong" in result) {
      setProblem(t("form.number", { field: t(`facts.${result.wrong}`) }))
      return
    }
    setProblem(null)
    try {
      await save.mutateAsync(result.body)
      toast.success(t("toast.saved"))
      onClose()
    } catch (error) {
      setProblem(`${t("error.save")}: ${(error as Error).message}`)
    }
  }

  return (
    <Drawer open onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{t("form.title", { variant: facts.variant.title })}</Drawer.Title>
        </Drawer.Header>
        {problem && (
          // Above what scrolls: below it, nobody would see why nothing was saved.
          <div className="px-6 pt-4" role="alert">
            <Alert variant="error">{problem}</Alert>
          </div>
        )}
        <Drawer.Body className="overflow-y-auto">
          <FactsFields draft={draft} onChange={(field, value) => setDraft((now) => ({ ...now, [field]: value }))} />
        </Drawer.Body>
        <Drawer.Footer>
          <Button size="small" variant="secondary" onClick={onClose}>
            {t("actions.cancel")}
          </Button>
          <Button size="small" isLoading={save.isPending} onClick={submit}>
            {t("actions.save")}
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}
