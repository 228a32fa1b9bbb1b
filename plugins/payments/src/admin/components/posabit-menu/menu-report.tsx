import { StatusBadge, Table, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { MenuImport } from "./use-menu-imports"

const COLORS = { created: "green", updated: "blue", withdrawn: "orange", failed: "red" } as const

/** What was, or would be, done about each product, and what of the menu cannot be sold. */
export const MenuReport = ({ found }: { found: MenuImport }) => {
  const { t } = useTranslation()
  const { lines, problems, is_cut } = found.report
  return (
    <>
      {problems.length > 0 && (
        <div className="flex flex-col gap-y-1 px-6 py-4">
          <Text size="small" weight="plus">
            {t("payments.menu.problems")}
          </Text>
          {problems.map(({ item_id, name, message }, n) => (
            <Text key={n} size="small" className="text-ui-fg-error">
              {[name ?? item_id, message].filter(Boolean).join(": ")}
            </Text>
          ))}
        </div>
      )}
      {lines.length === 0 ? (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t(`payments.menu.nothing.${found.state}`)}
        </Text>
      ) : (
        <div className="overflow-x-auto">
          <Table>
            <Table.Header>
              <Table.Row>
                <Table.HeaderCell>{t("payments.menu.columns.product")}</Table.HeaderCell>
                <Table.HeaderCell>{t("payments.menu.columns.action")}</Table.HeaderCell>
                <Table.HeaderCell>{t("payments.menu.columns.changes")}</Table.HeaderCell>
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {lines.map(({ item_id, name, action, changes, message }) => (
                <Table.Row key={item_id}>
                  <Table.Cell>{name}</Table.Cell>
                  <Table.Cell>
                    <StatusBadge color={COLORS[action]}>{t(`payments.menu.actions.${action}`)}</StatusBadge>
                  </Table.Cell>
                  <Table.Cell>{message ?? changes.join(", ")}</Table.Cell>
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
      {is_cut && (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("payments.menu.cut")}
        </Text>
      )}
    </>
  )
}
