import { execFile } from "node:child_process"
import { rmSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { plant, uproot } from "../../checks/__tests__/support/planted-tree"

jest.setTimeout(120_000)

type Files = Record<string, string | object>
type Manifest = Record<string, any>

const HEADINGS = [
  "What it does",
  "Install and options",
  "Data model",
  "HTTP",
  "Workflows, steps and hooks",
  "Events out / events in",
  "Jobs",
  "Core touch points",
  "Failure modes and limits",
  "Tests",
]
const README = HEADINGS.map((heading) => `## ${heading}\n`).join("\n")
const CHANGELOG = "# Changelog\n\n## [0.1.0] - 2026-11-22\n"
const server = "plugins/core/.medusa/server/src"
const MANIFEST: Manifest = {
  name: "@rise-via/core",
  version: "0.1.0",
  license: "MIT",
  type: "commonjs",
  keywords: ["medusa-v2", "medusa-plugin-other"],
  files: [".medusa/server", "README.md", "CHANGELOG.md", "LICENSE"],
  main: "./.medusa/server/src/index.js",
  types: "./.medusa/server/src/index.d.ts",
  exports: {
    ".": "./.medusa/server/src/index.js",
    "./package.json": "./package.json",
    "./modules/*": "./.medusa/server/src/modules/*/index.js",
    "./admin": {
      import: "./.medusa/server/src/admin/index.mjs",
      require: "./.medusa/server/src/admin/index.js",
      default: "./.medusa/server/src/admin/index.js",
    },
  },
  engines: { node: ">=20" },
  dependencies: { "csv-parse": "1.0.0" },
  peerDependencies: { "@medusajs/framework": "2.0.0", "@medusajs/medusa": "2.0.0" },
}

const map = (sources: string[]) =>
  `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify({ sources })).toString("base64")}\n`

function tree(manifest: Manifest = {}, files: Files = {}): string {
  return plant({
    "package.json": {
      version: "0.1.0",
      workspaces: ["plugins/core", "plugins/*"],
      dependencies: { "@medusajs/framework": "2.0.0", "@medusajs/medusa": "2.0.0" },
    },
    "package-lock.json": { packages: { "node_modules/csv-parse": { version: "1.0.0", license: "MIT" } } },
    "CHANGELOG.md": CHANGELOG,
    "plugins/core/package.json": { ...MANIFEST, ...manifest },
    "plugins/core/README.md": README,
    "plugins/core/CHANGELOG.md": CHANGELOG,
    "plugins/core/LICENSE": "MIT License",
    "plugins/core/src/admin/routes/things/page.tsx": "export default () => null",
    "plugins/core/src/admin/widgets/thing.tsx": `export const config = { zone: "product.details.after" }`,
    [`${server}/index.js`]: `const { x } = require("./lib/x")\nrequire("@medusajs/framework/utils")\nrequire("csv-parse/sync")\nrequire("node:fs")\n${map(["../../../src/index.ts"])}`,
    [`${server}/index.d.ts`]: `export { x } from "./lib/x"\nexport type T = import("@medusajs/types").T\n`,
    [`${server}/lib/x.js`]: "exports.x = 1\n",
    [`${server}/lib/x.d.ts`]: "export declare const x: number\n",
    [`${server}/modules/thing/index.js`]: "exports.default = 1\n",
    [`${server}/modules/thing/index.d.ts`]: "declare const _default: number\nexport default _default\n",
    [`${server}/admin/index.js`]: `exports.default = [{ path: "/things" }, { zone: ["product.details.after"] }]\n`,
    [`${server}/admin/index.mjs`]: `export default [{ path: "/things" }, { zone: ["product.details.after"] }]\n`,
    ...files,
  })
}

/** The tree without one of its files. */
function treeWithout(path: string): string {
  const root = tree()
  rmSync(join(root, path))
  return root
}

const faults: [what: string, root: () => string, expected: string][] = [
  ["another version than the root", () => tree({ version: "0.2.0" }), "@rise-via/core is 0.2.0, and 0.1.0 in the root"],
  [
    "a changelog without the version",
    () => tree({}, { "plugins/core/CHANGELOG.md": "# Changelog\n" }),
    `plugins/core/CHANGELOG.md: no heading "## [0.1.0]`,
  ],
  [
    "a root changelog without the version",
    () => tree({}, { "CHANGELOG.md": "# Changelog\n" }),
    `CHANGELOG.md: no heading "## [0.1.0]`,
  ],
  [
    "a peer of another Medusa",
    () => tree({ peerDependencies: { ...MANIFEST.peerDependencies, "@medusajs/medusa": "2.1.0" } }),
    "peer @medusajs/medusa is 2.1.0, and 2.0.0",
  ],
  [
    "another core than its own",
    () =>
      tree(
        {},
        {
          "plugins/other/package.json": {
            ...MANIFEST,
            name: "@rise-via/other",
            exports: undefined,
            main: undefined,
            types: undefined,
            peerDependencies: { "@rise-via/core": "0.0.9" },
          },
        }
      ),
    "@rise-via/other asks for @rise-via/core 0.0.9, which is 0.1.0",
  ],
  [
    "core as a dependency",
    () =>
      tree(
        {},
        {
          "plugins/other/package.json": {
            ...MANIFEST,
            name: "@rise-via/other",
            dependencies: { "@rise-via/core": "0.1.0" },
          },
        }
      ),
    "@rise-via/other: @rise-via/core must be a peer",
  ],
  [
    "a dependency under another licence",
    () =>
      tree(
        {},
        { "package-lock.json": { packages: { "node_modules/csv-parse": { version: "1.0.0", license: "SSPL-1.0" } } } }
      ),
    `node_modules/csv-parse: licence "SSPL-1.0" is not on the list`,
  ],
  ["no licence", () => treeWithout("plugins/core/LICENSE"), `"files" promises LICENSE`],
  ["a test", () => tree({}, { [`${server}/lib/__tests__/x.unit.spec.js`]: "" }), "x.unit.spec.js is a test"],
  ["a source", () => tree({}, { [`${server}/lib/y.ts`]: "" }), "lib/y.ts is a source"],
  [
    "an .env",
    () => tree({}, { "plugins/core/.medusa/server/.env.local": "A=1" }),
    ".env.local is a file of environment variables",
  ],
  [
    "what plugin:develop leaves",
    () => tree({}, { "plugins/core/.medusa/server/medusa-plugin-options.json": "{}" }),
    "was left by plugin:develop",
  ],
  [
    "a file that nobody promised",
    () => tree({ bin: { thing: "index.js" } }, { "plugins/core/index.js": "", "plugins/core/index.d.ts": "" }),
    `index.js is in the tarball, and "files" does not name it`,
  ],
  ["a promise that is not kept", () => tree({ files: [...MANIFEST.files, "templates"] }), `"files" promises templates`],
  [
    "a private key",
    () => tree({}, { [`${server}/lib/x.js`]: "exports.x = `-----BEGIN RSA PRIVATE KEY-----`" }),
    "lib/x.js holds what looks like a private key",
  ],
  [
    "a token of npm",
    () => tree({}, { [`${server}/lib/x.js`]: `exports.x = "npm_${"a1".repeat(18)}"` }),
    "holds what looks like an npm token",
  ],
  [
    "a map to the machine that built it",
    () => tree({}, { [`${server}/lib/x.js`]: `exports.x = 1\n${map(["/home/somebody/x.ts"])}` }),
    "lib/x.js names a path of the machine",
  ],
  [
    "an entry to nothing",
    () => tree({ exports: { ...MANIFEST.exports, "./workflows": "./.medusa/server/src/workflows/index.js" } }),
    `"exports" leads ./workflows to ./.medusa/server/src/workflows/index.js, where nothing is`,
  ],
  [
    "a pattern that matches nothing",
    () => tree({ exports: { ...MANIFEST.exports, "./providers/*": "./.medusa/server/src/providers/*/index.js" } }),
    `"exports" leads ./providers/* to`,
  ],
  [
    "types that are not there",
    () => treeWithout(`${server}/modules/thing/index.d.ts`),
    "./modules/*: no declarations beside ./.medusa/server/src/modules/thing/index.js",
  ],
  [
    "types of a package it does not ask for",
    () => tree({}, { [`${server}/lib/x.d.ts`]: `export declare const x: import("luxon").DateTime\n` }),
    "lib/x.d.ts imports luxon, which is neither",
  ],
  [
    "an import of a package it does not ask for",
    () => tree({}, { [`${server}/lib/x.js`]: `exports.x = require("lodash/get")\n` }),
    "lib/x.js imports lodash, which is neither a dependency nor a peer",
  ],
  [
    "an import of a file that is not packed",
    () => tree({}, { [`${server}/lib/x.js`]: `exports.x = require("../../../../demo")\n` }),
    "lib/x.js imports ../../../../demo, which is not in the tarball",
  ],
  [
    "what publint finds",
    () => tree({ type: undefined }),
    `@rise-via/core: The package does not specify the "type" field`,
  ],
  ["no admin bundle", () => treeWithout(`${server}/admin/index.mjs`), "admin/index.mjs is missing"],
  [
    "an admin bundle without a page",
    () => tree({}, { [`${server}/admin/index.js`]: `exports.default = "product.details.after"` }),
    "admin/index.js does not hold src/admin/routes/things/page.tsx",
  ],
  [
    "an admin bundle without a widget",
    () => tree({}, { [`${server}/admin/index.mjs`]: `export default "/things"` }),
    "admin/index.mjs does not hold src/admin/widgets/thing.tsx",
  ],
  [
    "an admin bundle with a library in it",
    () =>
      tree(
        {},
        {
          [`${server}/admin/index.mjs`]: `export default ["/things", "product.details.after", "${"x".repeat(300_001)}"]`,
        }
      ),
    "at most 300 kB are expected",
  ],
  [
    "a README without a heading",
    () => tree({}, { "plugins/core/README.md": README.replace("## Jobs", "") }),
    `README.md: no heading "## Jobs"`,
  ],
]

describe("release check", () => {
  const found: string[][] = []

  beforeAll(async () => {
    const script = join(__dirname, "support/check-planted.mjs")
    const roots = [tree(), ...faults.map(([, root]) => root())]
    const options = { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, NODE_OPTIONS: "" } }
    const { stdout } = await promisify(execFile)(process.execPath, [script, ...roots], options)
    const all = JSON.parse(stdout) as string[][]
    // The list of exceptions is that of the repository, whose packages the planted trees do not have.
    found.push(...all.map((problems) => problems.filter((line) => !line.startsWith("the exception for"))))
  })

  afterAll(uproot)

  it("finds nothing in a package that is as it should be", () => {
    expect(found[0]).toEqual([])
  })

  it.each(faults.map(([what, , expected], index) => [what, expected, index] as const))(
    "%s",
    (_what, expected, index) => {
      expect(found[index + 1].join("\n")).toContain(expected)
    }
  )
})
