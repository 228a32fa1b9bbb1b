/*
 * `npm run docs`: writes the tables of routes, events, options and permissions into the plugins' READMEs. With
 * `-- --check` it writes nothing and fails when one is not what the code says.
 */
import { generate } from "./docs/from-sources.mjs"
import { root } from "./lib/project.mjs"

const { code } = await generate(root, ["readmes", ...process.argv.slice(2)], { show: true })
process.exitCode = code
