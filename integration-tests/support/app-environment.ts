/** Environment of the store under test: nothing of the machine's own shop, everything in-process unless a suite says so. */
export function appEnvironment(facts: {
  databaseUrl: string
  url: string
  sandboxUrl: string
}): Record<string, string> {
  return {
    NODE_ENV: "test",
    RISE_VIA_MODE: "demo",
    DATABASE_URL: facts.databaseUrl,
    BACKEND_URL: facts.url,
    SANDBOX_URL: facts.sandboxUrl,
    PORT: new URL(facts.url).port,
    JWT_SECRET: "jwt-secret-for-tests-only",
    COOKIE_SECRET: "cookie-secret-for-tests-only",
    AUDIT_KEY: "audit-key-for-tests-only-0123456789abcdef",
    STORE_TIME_ZONE: "America/Los_Angeles",
    MEDUSA_DISABLE_TELEMETRY: "true",
    LOG_LEVEL: process.env.RISE_VIA_TEST_LOG ?? "error",
  }
}

/** Variables of the calling shell that would lead a test to a real service or another database. */
export const foreignVariables = (env: NodeJS.ProcessEnv) =>
  Object.keys(env).filter((name) =>
    /^(REDIS_|S3_|SENDGRID_|TWILIO_|POSABIT_|AEROPAY_|HYPUR_|PAYMENTS_|MEDUSA_WORKER_MODE$|MEDUSA_FF_)/.test(name)
  )
