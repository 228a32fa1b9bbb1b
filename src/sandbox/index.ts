import { startSandbox } from "./server"

/**
 * The sandbox as a process of its own: `node --import tsx src/sandbox/index.ts`. It ends on SIGTERM and SIGINT, and with
 * the parent that forked it, so that a killed `npm start` leaves no process behind.
 */
async function main() {
  const { SANDBOX_PORT, SANDBOX_HOST, SANDBOX_CALLS, POSABIT_INTEGRATOR_TOKEN, POSABIT_VENUE_TOKEN } = process.env
  const { S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_BUCKET } = process.env
  const { BACKEND_URL, PORT } = process.env
  const shop = BACKEND_URL || `http://localhost:${PORT || 9000}`
  const port = Number(SANDBOX_PORT || 9100)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return fail(`SANDBOX_PORT must be a port number, not "${SANDBOX_PORT}"`)
  }
  const sandbox = await startSandbox({
    port,
    host: SANDBOX_HOST,
    calls: (SANDBOX_CALLS ?? "").split(/[\s,]+/).filter(Boolean),
    s3: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY, bucket: S3_BUCKET },
    posabit: { integrator: POSABIT_INTEGRATOR_TOKEN, venue: POSABIT_VENUE_TOKEN },
    // A store keeps Aeropay's ids in its database: a sandbox that starts anew must not give them to others.
    aeropay: {
      seed: String(Date.now()),
      webhookUrl: `${shop}/hooks/payment/aeropay_aeropay`,
    },
    // The secret is the one that the demo shop expects.
    hypur: { webhooks: { url: `${shop}/hooks/hypur/requests`, secret: "sandbox-hypur-webhook-secret" } },
  }).catch((error: NodeJS.ErrnoException) =>
    fail(
      error.code === "EADDRINUSE"
        ? `port ${port} is taken; set SANDBOX_PORT to a free one`
        : `could not start on port ${port} (${error.code ?? error.message})`
    )
  )

  let stopping = false
  const stop = () => {
    if (!stopping) {
      stopping = true
      void sandbox.close().finally(() => process.exit(0))
    }
  }
  process.once("SIGTERM", stop).once("SIGINT", stop).once("disconnect", stop)
  process.stdout.write(`sandbox: ${sandbox.url}\n`)
  process.send?.({ type: "ready", url: sandbox.url })
}

function fail(message: string): never {
  process.stderr.write(`sandbox: ${message}\n`)
  process.exit(1)
}

void main()
