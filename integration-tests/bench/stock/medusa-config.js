/**
 * Stock Medusa as its own starter configures it, with nothing of ours. Copied into `.rise-via/bench/stock/`, where its
 * packages are those of this repository. What both systems need alike (no TLS to the database, no admin) is set alike.
 */
const { defineConfig } = require("@medusajs/framework/utils")

const { env } = process

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    http: {
      storeCors: env.BACKEND_URL,
      adminCors: env.BACKEND_URL,
      authCors: env.BACKEND_URL,
      jwtSecret: env.JWT_SECRET,
      cookieSecret: env.COOKIE_SECRET,
    },
  },
  admin: { disable: true },
})
