import type { NotificationDeclaration, Permission, PersonalDataSource } from "../types"
import { registerOnce, runtime } from "./runtime"

/** Tells core where a plugin keeps personal data: data export and erasure walk all of them. */
export function registerPersonalData(source: PersonalDataSource) {
  registerOnce(runtime.personalData, "Personal data source", source.name, source)
}

/** Declares rights beside the admin routes they open. `identity` guards by them; no route may be opened by two rights of one name. */
export function declarePermissions(permissions: Permission[]) {
  for (const permission of permissions) {
    registerOnce(runtime.permissions, "Permission", permission.key, permission)
  }
}

/** Declares a message that a plugin sends through the Notification module, with the shape of its data. */
export function declareNotification(declaration: NotificationDeclaration) {
  registerOnce(runtime.notifications, "Notification", declaration.template, declaration)
}

export const listPersonalDataSources = () => [...runtime.personalData.values()]
export const listPermissions = () => [...runtime.permissions.values()]
export const listNotifications = () => [...runtime.notifications.values()]
