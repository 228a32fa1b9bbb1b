/*
 * `npm run openapi`: writes openapi.json from the route contracts of the plugins, and the types of the client from it.
 * With `-- --check` it writes nothing and fails when either is not what the code says.
 */
import { generate } from "./docs/from-sources.mjs"
import { root } from "./lib/project.mjs"

const { code } = await generate(root, ["openapi", ...process.argv.slice(2)], { show: true })
process.exitCode = code
