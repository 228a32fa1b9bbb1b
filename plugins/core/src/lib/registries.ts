import type { NotificationDeclaration, Permission, PermissionDeclaration, PersonalDataSource } from "../types"
import { registerOnce, runtime } from "./runtime"

/** Tells core where a plugin keeps personal data: data export and erasure walk all of them. */
export function registerPersonalData(source: PersonalDataSource) {
  registerOnce(runtime.personalData, "Personal data source", source.name, source)
}

/** Declares rights. Routes name the one that opens them (`permission` of `defineRoutes`), so declare before. `identity` guards by them. */
export function declarePermissions(permissions: PermissionDeclaration[]) {
  for (const permission of permissions) {
    registerOnce(runtime.permissions, "Permission", permission.key, permission)
  }
}

/** Declares a message that a plugin sends through the Notification module, with the shape of its data. */
export function declareNotification(declaration: NotificationDeclaration) {
  registerOnce(runtime.notifications, "Notification", declaration.template, declaration)
}

export const listPersonalDataSources = () => [...runtime.personalData.values()]
/** Every declared right, with the routes that it opens. */
export const listPermissions = (): Permission[] =>
  [...runtime.permissions.values()].map(({ key, description }) => ({
    key,
    description,
    routes: [...runtime.routes.values()]
      .filter(({ permission }) => permission === key)
      .map(({ method, path }) => `${method} ${path}`),
  }))
export const listNotifications = () => [...runtime.notifications.values()]
