import type { EnvVariable } from "./src/types"

export const env: EnvVariable[] = [
  {
    name: "RISE_VIA_MODE",
    description:
      "demo (default) or live. Live refuses sandbox providers, weak secrets and a missing Redis or database.",
    example: "demo",
  },
  {
    name: "DATABASE_URL",
    description: "PostgreSQL. Unset in demo: an embedded PostgreSQL is started in .rise-via/.",
    example: "postgres://user:password@localhost:5432/rise-via",
    secret: true,
    requiredLive: true,
  },
  {
    name: "DATABASE_SSL",
    description: "true to ask for TLS with a verified certificate. Default false.",
    example: "true",
  },
  {
    name: "REDIS_URL",
    description: "Redis for events, workflows, locks and cache. Unset in demo: all in one process.",
    example: "redis://localhost:6379",
    secret: true,
    requiredLive: true,
  },
  {
    name: "JWT_SECRET",
    description: "Signs access tokens, at least 32 characters.",
    generated: true,
    secret: true,
    requiredLive: true,
  },
  {
    name: "COOKIE_SECRET",
    description: "Signs session cookies, at least 32 characters.",
    generated: true,
    secret: true,
    requiredLive: true,
  },
  {
    name: "AUDIT_KEY",
    description:
      "Key of the audit log's chain and of the personal values in it, at least 32 characters. Keep it apart from the database and never lose it.",
    generated: true,
    secret: true,
    requiredLive: true,
  },
  {
    name: "BACKEND_URL",
    description: "Public address of this server, for links and callbacks. Default http://localhost:PORT.",
    example: "https://shop.example.com",
    requiredLive: true,
  },
  {
    name: "STORE_CORS",
    description: "Origins of storefronts, comma separated.",
    example: "https://www.example.com",
    requiredLive: true,
  },
  {
    name: "ADMIN_CORS",
    description: "Origins of the admin, comma separated. Default BACKEND_URL.",
    example: "https://shop.example.com",
  },
  {
    name: "AUTH_CORS",
    description: "Origins that may sign in, comma separated. Default: storefronts and admin.",
    example: "https://www.example.com,https://shop.example.com",
  },
  { name: "ADMIN_DISABLED", description: "true to serve no admin from this process.", example: "true" },
  { name: "MEDUSA_WORKER_MODE", description: "shared (default), server or worker.", example: "shared" },
  {
    name: "SANDBOX_URL",
    description: "The sandbox that stands in for outside services; demo only, live refuses it.",
    example: "http://localhost:9100",
  },
  {
    name: "S3_BUCKET",
    description:
      "Bucket for files. Unset: files in static/ on local disk, which works for one machine only. With it, S3_REGION, S3_FILE_URL, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are needed.",
    example: "shop-files",
  },
  { name: "S3_REGION", description: "Region of the bucket.", example: "us-west-2" },
  {
    name: "S3_ENDPOINT",
    description:
      "Endpoint, for S3-compatible storage. Uploads that go past the store (imports in the admin) are signed for this address, so browsers must reach it too.",
    example: "https://s3.us-west-2.amazonaws.com",
  },
  {
    name: "S3_FILE_URL",
    description: "Public address of the bucket's files, without a slash at the end.",
    example: "https://files.example.com",
  },
  { name: "S3_ACCESS_KEY_ID", description: "Access key of the bucket.", secret: true },
  { name: "S3_SECRET_ACCESS_KEY", description: "Secret of that access key.", secret: true },
  {
    name: "S3_FORCE_PATH_STYLE",
    description:
      "true where the bucket stands in the path (https://host/bucket/file), as with most S3-compatible servers. Default false.",
    example: "true",
  },
  {
    name: "S3_ACL",
    description:
      "true to send an access list with each file, public or private, where the bucket takes them (newer AWS buckets and most S3-compatible servers do not). Default false: the bucket's policy says who may read.",
    example: "true",
  },
]
