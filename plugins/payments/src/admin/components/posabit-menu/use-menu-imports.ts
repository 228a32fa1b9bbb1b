import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { sdk } from "../../lib/sdk"

export type MenuLine = {
  item_id: string
  name: string
  action: "created" | "updated" | "withdrawn" | "failed"
  changes: string[]
  message?: string
}

export type MenuImport = {
  id: string
  state: "previewed" | "running" | "succeeded" | "failed"
  items_count: number
  done_count: number
  created_count: number
  updated_count: number
  unchanged_count: number
  withdrawn_count: number
  failed_count: number
  message: string | null
  created_at: string
  finished_at: string | null
  report: {
    lines: MenuLine[]
    problems: { item_id: string | null; name: string | null; message: string }[]
    is_cut: boolean
  }
}

const PATH = "/admin/payments/posabit-menu-imports"
const KEY = ["payments-menu-import"]
const SOON_MS = 1_500

/** The latest preview or import with its report; `null` before the first. Read again while one is running. */
export function useLatestMenuImport() {
  return useQuery({
    queryKey: KEY,
    queryFn: async () => {
      const query = { limit: 1 }
      const { posabit_menu_imports } = await sdk.client.fetch<{ posabit_menu_imports: { id: string }[] }>(PATH, {
        query,
      })
      const [latest] = posabit_menu_imports
      if (!latest) {
        return null
      }
      const { posabit_menu_import } = await sdk.client.fetch<{ posabit_menu_import: MenuImport }>(
        `${PATH}/${latest.id}`
      )
      return posabit_menu_import
    },
    refetchInterval: ({ state }) => (state.data?.state === "running" ? SOON_MS : false),
  })
}

/** Previews the menu, or starts an import. */
export function useImportMenu() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: { dry_run: boolean; withdraw_all?: boolean }) => {
      const { posabit_menu_import } = await sdk.client.fetch<{ posabit_menu_import: MenuImport }>(PATH, {
        method: "POST",
        body,
      })
      return posabit_menu_import
    },
    onSuccess: (found) => client.setQueryData(KEY, found),
  })
}
