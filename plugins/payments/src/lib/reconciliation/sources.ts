import type { MedusaContainer } from "@medusajs/framework/types"
import type { GatewayName, ReconciliationSource } from "../../types"

const sources = new Map<GatewayName, ReconciliationSource>()

/** Says where a service's report comes from. One source a service; register it in a file below `workflows/hooks`. */
export function registerReconciliationSource(source: ReconciliationSource) {
  if (sources.has(source.provider)) {
    throw new Error(`A reconciliation source of "${source.provider}" is already registered`)
  }
  sources.set(source.provider, source)
}

export const reconciliationSourceOf = (provider: GatewayName): ReconciliationSource | undefined => sources.get(provider)

/** Of the services that the shop uses. */
export const listReconciliationSources = (container: MedusaContainer): ReconciliationSource[] =>
  [...sources.values()].filter(({ isOn }) => !isOn || isOn(container))
