/**
 * Runs before anything of the application is loaded, in jest and in the servers that fault specs start.
 * Tests must not see the `.env` of the shop on this machine: real keys would make them call real services.
 */
const path = require("path")

const root = path.resolve(__dirname, "../..")
// The copy that Medusa's `loadEnv` uses, wherever npm has put it.
const medusa = path.dirname(require.resolve("@medusajs/utils", { paths: [root] }))
require(require.resolve("dotenv", { paths: [medusa] })).config = () => ({ parsed: {} })
