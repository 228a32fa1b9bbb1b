import type { MedusaContainer } from "@medusajs/framework/types"
import type { AeropayClient } from "../../lib/aeropay/client"
import { aeropaySource } from "../../lib/reconciliation/aeropay-source"
import { posabitSource } from "../../lib/reconciliation/posabit-source"
import { registerReconciliationSource } from "../../lib/reconciliation/sources"

type Aeropay = { isOn: boolean; client: AeropayClient }

const aeropay = (container: MedusaContainer) =>
  container.resolve<Aeropay | undefined>("payments_aeropay", { allowUnregistered: true })

registerReconciliationSource(posabitSource)
registerReconciliationSource(
  aeropaySource({
    clientOf: (container) => (aeropay(container) as Aeropay).client,
    isOn: (container) => !!aeropay(container)?.isOn,
  })
)
// Hypur's reports are read in its portal; no API of them is known. Its payments are compared with the orders only.
registerReconciliationSource({ provider: "hypur" })
