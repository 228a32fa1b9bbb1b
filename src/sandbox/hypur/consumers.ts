import { z } from "@medusajs/framework/zod"
import { Router } from "express"
import { randomUUID } from "node:crypto"
import { basicAuth, refuse, type HypurCredentials } from "./answers"

const Verify = z.strictObject({
  MerchantToken: z.string().min(1).max(50),
  Phone: z.string().regex(/^\d{10}$/, "must be ten digits"),
  SendSms: z.boolean().optional(),
  SendOtp: z.boolean().optional(),
})

/**
 * The consumer API, as far as it is documented: `POST /consumer/verify`. Phones that end with 0 have no profile, those
 * that end with 1 have one without a bank account, all others have both.
 */
export function consumerApi(credentials: HypurCredentials) {
  const router = Router()
  router.use(basicAuth(credentials))
  router.post("/consumer/verify", (req, res) => {
    const result = Verify.safeParse(req.body ?? {})
    if (!result.success || result.data.MerchantToken !== credentials.merchantToken) {
      const issue = result.success ? undefined : result.error.issues[0]
      const message = issue ? `${issue.path.join(".")}: ${issue.message}` : "MerchantToken is not known"
      return refuse(res, 400, "ValidationError", message)
    }
    const { Phone, SendSms = false } = result.data
    const HasProfile = !Phone.endsWith("0")
    res.json({
      HasProfile,
      HasBankAccount: HasProfile && !Phone.endsWith("1"),
      SmsSent: SendSms,
      Consumer: HasProfile ? { Id: Number(Phone.slice(-6)), FirstName: "Robin" } : null,
      Success: true,
      RequestId: randomUUID(),
      Error: null,
    })
  })
  router.use((_req, res) => refuse(res, 404, "NotFound", "There is no such method"))
  return router
}
