import { aeropayTill } from "../../aeropay"
import type { Till } from "../till"
import { hypurTill } from "./hypur"
import { posabitTill } from "./posabit"

/** Every way to pay that the shop offers. */
export const tills: Till[] = [posabitTill, aeropayTill("preauth"), aeropayTill("sale"), hypurTill]
