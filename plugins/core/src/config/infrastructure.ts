import type { ConfigModule } from "@medusajs/framework/types"

type Environment = NodeJS.ProcessEnv

/** The lines of `defineConfig` that every shop needs, from the environment. */
export function shop(env: Environment): Pick<ConfigModule, "projectConfig" | "admin"> & Record<string, unknown> {
  const isLive = env.RISE_VIA_MODE === "live"
  const origin = env.BACKEND_URL || `http://localhost:${env.PORT || 9000}`
  return {
    projectConfig: {
      databaseUrl: env.DATABASE_URL,
      databaseDriverOptions:
        env.DATABASE_SSL === "true"
          ? { connection: { ssl: { rejectUnauthorized: true } } }
          : { connection: { ssl: false } },
      redisUrl: env.REDIS_URL,
      workerMode: env.MEDUSA_WORKER_MODE as "shared" | "worker" | "server" | undefined,
      http: {
        storeCors: env.STORE_CORS || "http://localhost:8000,http://localhost:3000",
        adminCors: env.ADMIN_CORS || origin,
        authCors:
          env.AUTH_CORS ||
          `${env.ADMIN_CORS || origin},${env.STORE_CORS || "http://localhost:8000,http://localhost:3000"}`,
        jwtSecret: env.JWT_SECRET,
        cookieSecret: env.COOKIE_SECRET,
      },
      // A browser drops a secure cookie that came over http, so the demo on localhost must not ask for one.
      cookieOptions: isLive ? {} : { secure: false, sameSite: "lax" },
    } as ConfigModule["projectConfig"],
    admin: { disable: env.ADMIN_DISABLED === "true", backendUrl: "/", path: "/app" } as ConfigModule["admin"],
  }
}

/** Modules that a scaled-out shop runs on Redis; without `REDIS_URL` Medusa's in-process ones serve one process. */
export function infrastructure(env: Environment) {
  return [files(env), ...(env.REDIS_URL ? onRedis(env.REDIS_URL) : [])]
}

const LONGEST_RETRY_MS = 1_000
const TRIES = 60

/**
 * For Redis that restarts. Commands wait for it about a minute instead of ioredis' ten seconds: one that fails between two
 * steps of a workflow leaves that workflow where it is, because Medusa neither resumes nor undoes it then. Commands that
 * are sent while Redis still reads its file are sent again.
 */
const patient = {
  maxRetriesPerRequest: TRIES,
  retryStrategy: (times: number) => Math.min(times * 50, LONGEST_RETRY_MS),
  reconnectOnError: (error: Error) => (error.message.startsWith("LOADING") ? (2 as const) : false),
}

const onRedis = (redisUrl: string) => [
  {
    resolve: "@medusajs/medusa/event-bus-redis",
    options: {
      redisUrl,
      // Its workers refuse a limit of tries: they wait for ever.
      redisOptions: { ...patient, maxRetriesPerRequest: null },
      jobOptions: { attempts: 5, backoff: { type: "exponential", delay: 1000 } },
    },
  },
  { resolve: "@medusajs/medusa/workflow-engine-redis", options: { redis: { redisUrl, redisOptions: patient } } },
  {
    resolve: "@medusajs/medusa/locking",
    options: {
      providers: [
        {
          resolve: "@medusajs/medusa/locking-redis",
          id: "locking-redis",
          is_default: true,
          options: { redisUrl, redisOptions: patient },
        },
      ],
    },
  },
  {
    resolve: "@medusajs/medusa/caching",
    options: {
      providers: [{ resolve: "@medusajs/caching-redis", id: "caching-redis", is_default: true, options: { redisUrl } }],
    },
  },
]

/** Files in a bucket when `S3_BUCKET` names one, else on this machine's disk, which other machines do not see. */
function files(env: Environment) {
  const provider = env.S3_BUCKET
    ? { resolve: "@medusajs/medusa/file-s3", id: "s3", options: bucketOptions(env) }
    : {
        resolve: "@medusajs/medusa/file-local",
        id: "local",
        options: { backend_url: `${env.BACKEND_URL || `http://localhost:${env.PORT || 9000}`}/static` },
      }
  return { resolve: "@medusajs/medusa/file", options: { providers: [provider] } }
}

const NEEDED = ["S3_REGION", "S3_FILE_URL", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"]

function bucketOptions(env: Environment) {
  const missing = NEEDED.filter((name) => !env[name])
  if (missing.length) {
    // Medusa would start, and keep files under addresses that begin with "undefined".
    throw new Error(
      `S3_BUCKET is set, so files go there, but ${missing.join(", ")} ${missing[1] ? "are" : "is"} missing`
    )
  }
  return {
    file_url: env.S3_FILE_URL!.replace(/\/+$/, ""),
    access_key_id: env.S3_ACCESS_KEY_ID,
    secret_access_key: env.S3_SECRET_ACCESS_KEY,
    region: env.S3_REGION,
    bucket: env.S3_BUCKET,
    endpoint: env.S3_ENDPOINT || undefined,
    ...(env.S3_ACL !== "true" && { acl: false as const }),
    additional_client_config: {
      forcePathStyle: env.S3_FORCE_PATH_STYLE === "true",
      // Else the SDK (3.729 and later) signs the checksum of an empty body into presigned uploads, which no upload meets,
      // and sends checksums that some S3-compatible servers do not know.
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
    },
  }
}
