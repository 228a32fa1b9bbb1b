import "../../lib/requires-core"
import { Module } from "@medusajs/framework/utils"
import { PAYMENTS_LEDGER_MODULE } from "../../lib/ledger/module-name"
import PaymentsLedgerModuleService from "./service"

export default Module(PAYMENTS_LEDGER_MODULE, { service: PaymentsLedgerModuleService })
