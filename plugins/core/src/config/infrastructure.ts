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
  const redisUrl = env.REDIS_URL
  const files = {
    resolve: "@medusajs/medusa/file",
    options: {
      providers: [
        env.S3_BUCKET
          ? {
              resolve: "@medusajs/medusa/file-s3",
              id: "s3",
              options: {
                file_url: env.S3_FILE_URL,
                access_key_id: env.S3_ACCESS_KEY_ID,
                secret_access_key: env.S3_SECRET_ACCESS_KEY,
                region: env.S3_REGION,
                bucket: env.S3_BUCKET,
                endpoint: env.S3_ENDPOINT,
              },
            }
          : {
              resolve: "@medusajs/medusa/file-local",
              id: "local",
              options: { backend_url: `${env.BACKEND_URL || `http://localhost:${env.PORT || 9000}`}/static` },
            },
      ],
    },
  }
  if (!redisUrl) {
    return [files]
  }
  return [
    files,
    {
      resolve: "@medusajs/medusa/event-bus-redis",
      options: { redisUrl, jobOptions: { attempts: 5, backoff: { type: "exponential", delay: 1000 } } },
    },
    { resolve: "@medusajs/medusa/workflow-engine-redis", options: { redis: { redisUrl } } },
    {
      resolve: "@medusajs/medusa/locking",
      options: {
        providers: [
          { resolve: "@medusajs/medusa/locking-redis", id: "locking-redis", is_default: true, options: { redisUrl } },
        ],
      },
    },
    {
      resolve: "@medusajs/medusa/caching",
      options: {
        providers: [
          { resolve: "@medusajs/caching-redis", id: "caching-redis", is_default: true, options: { redisUrl } },
        ],
      },
    },
  ]
}
