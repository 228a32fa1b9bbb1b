/** A range as POSaBIT prints it, e.g. 18 to 22 `%`. */
export type MenuRange = { low: number | null; high: number | null; unit: string | null }

/** One size of an item. Its id is the `product_id` of orders. */
export type MenuSize = {
  id: number
  name: string
  price_cents: number
  unit: string | null
  unit_type: string | null
  /** What the register has. Told, and never made stock here. */
  quantity_on_hand: number | null
}

export type MenuItem = {
  id: string
  name: string
  brand: string | null
  strain: string | null
  flower_type: string | null
  product_type: string | null
  thc: MenuRange | null
  cbd: MenuRange | null
  image: string | null
  thumbnail: string | null
  /** Ids of its groups, sorted. */
  groups: string[]
  sizes: MenuSize[]
}

export type MenuGroup = { id: string; name: string; description: string | null }

/** Something of the menu that cannot be sold as it is. */
export type MenuProblem = { item_id: string | null; name: string | null; message: string }

export type Menu = { groups: MenuGroup[]; items: MenuItem[]; problems: MenuProblem[] }

/** What an import keeps of the menu until it is through. */
export type KeptMenu = Pick<Menu, "groups" | "items"> & {
  /** Products go off sale also when most of the menu is gone. */
  withdraw_all: boolean
}

export type MenuAction = "created" | "updated" | "unchanged" | "withdrawn" | "failed"

/** What was (or would be) done about one item. `changes` are words such as `price`, `name`, `size`. */
export type MenuLine = {
  item_id: string
  name: string
  action: Exclude<MenuAction, "unchanged">
  changes: string[]
  message?: string
}

export type MenuReport = {
  lines: MenuLine[]
  problems: MenuProblem[]
  /** More happened than is listed. */
  is_cut: boolean
}

export type MenuCounts = Record<MenuAction, number>
