import type { MedusaContainer } from "@medusajs/framework/types"
import type { z } from "@medusajs/framework/zod"

/** Where a plugin keeps personal data, and how it is handed out or erased. `customerId` is Medusa's. */
export type PersonalDataSource = {
  name: string
  export: (customerId: string, container: MedusaContainer) => Promise<Record<string, unknown> | null>
  erase: (customerId: string, container: MedusaContainer) => Promise<void>
  /** A law that forbids erasing now: says which and until when. */
  hold?: (customerId: string, container: MedusaContainer) => Promise<{ reason: string; until?: Date } | null>
}

/** A right that a role may hold: `resource:action`. Which routes it opens, the routes say (`defineRoutes`). */
export type PermissionDeclaration = {
  /** e.g. `age-verification:approve` */
  key: string
  description: string
}

/** A declared right with the routes that it opens: `METHOD /admin/path/:id`. */
export type Permission = PermissionDeclaration & { routes: string[] }

export type NotificationDeclaration = {
  /** `<plugin>-<what>`, the template name given to the Notification module. */
  template: string
  channels: ("email" | "sms" | "push")[]
  /** Why it is sent: `transactional` needs no consent, `marketing` does. */
  purpose: "transactional" | "marketing"
  description: string
  /** Shape of `data`. */
  data: z.ZodTypeAny
}
