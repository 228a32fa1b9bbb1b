import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { SandboxNotificationProviderService } from "./service"

export type { SandboxNotificationOptions } from "./service"

export default ModuleProvider(Modules.NOTIFICATION, {
  services: [SandboxNotificationProviderService],
})
