import { registerPersonalData } from "@rise-via/core"
import { aeropayService } from "../../lib/aeropay/desk-of"
import { shownWallet } from "../../lib/aeropay/wallet"

registerPersonalData({
  name: "payments.aeropay",
  export: async (customerId, container) => {
    const wallet = await aeropayService(container).walletOf(customerId)
    return wallet ? { ...shownWallet(wallet), aeropay_user_id: wallet.aeropay_user_id } : null
  },
  erase: async (customerId, container) => {
    const service = aeropayService(container)
    const wallet = await service.walletOf(customerId)
    if (wallet) {
      await service.deleteAeropayWallets(wallet.id)
    }
  },
})
