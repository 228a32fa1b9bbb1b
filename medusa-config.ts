import { defineConfig, loadEnv } from "@medusajs/framework/utils"
import { ageVerification } from "@rise-via/age-verification"
import { compliance } from "@rise-via/compliance"
import { core, infrastructure, shop, withRiseVia } from "@rise-via/core"
import { payments } from "@rise-via/payments"

loadEnv(process.env.NODE_ENV ?? "development", process.cwd())

const { env } = process

export default withRiseVia(defineConfig({ ...shop(env), modules: infrastructure(env) }), [
  core({ auditKey: env.AUDIT_KEY, sandboxUrl: env.SANDBOX_URL }),
  compliance(),
  ageVerification({ minimumAge: 21, storeTimeZone: env.STORE_TIME_ZONE || "America/Los_Angeles" }),
  payments(),
])
