import { writtenProblems } from "../documents.mjs"
import { checkLicences, isAllowed } from "../licences.mjs"
import { checkPackages } from "../packages.mjs"
import { plant, uproot } from "./support/planted-tree"

type Manifest = Record<string, any>

const LICENCE = "MIT License\n\nCopyright (c) 2026 Rise-Via contributors\n"
const CHANGELOG = "# Changelog\n\n## [0.1.0] - 2026-11-22\n"
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
const SINGLE = ["react", "react-dom", "react-router-dom", "@tanstack/react-query", "zod", "@mikro-orm/core"]
const SINGLE_MEDUSA = ["framework", "medusa", "ui", "utils"].map((name) => `@medusajs/${name}`)
const LOCK = {
  packages: Object.fromEntries(
    [...SINGLE, ...SINGLE_MEDUSA].map((name) => [`node_modules/${name}`, { version: "1.0.0", license: "MIT" }])
  ),
}
const medusa = { "@medusajs/framework": "1.0.0", "@medusajs/medusa": "1.0.0" }
const PLUGIN: Manifest = {
  name: "@rise-via/core",
  version: "0.1.0",
  description: "Core",
  license: "MIT",
  keywords: ["medusa-v2", "medusa-plugin-other"],
  files: [".medusa/server", "README.md", "CHANGELOG.md", "LICENSE"],
  publishConfig: { access: "public" },
  main: "./.medusa/server/src/index.js",
  exports: Object.fromEntries(
    [
      ".",
      "./package.json",
      "./workflows",
      "./.medusa/server/src/modules/*",
      "./modules/*",
      "./providers/*",
      "./admin",
    ].map((entry) => [
      entry,
      entry === "./workflows" ? "./.medusa/server/src/workflows/index.js" : "./.medusa/server/src/index.js",
    ])
  ),
  peerDependencies: { ...medusa, react: "^18.3.1" },
  devDependencies: { ...medusa, "@medusajs/cli": "1.0.0", react: "18.3.1" },
}

function tree(plugin: Manifest = {}, files: Record<string, string | object> = {}) {
  return plant({
    "package.json": {
      version: "0.1.0",
      scripts: { demo: "x" },
      dependencies: { ...medusa, "@medusajs/cli": "1.0.0", react: "18.3.1" },
    },
    "package-lock.json": LOCK,
    LICENSE: LICENCE,
    "CHANGELOG.md": CHANGELOG,
    "README.md": "Not legal advice. See [core](plugins/core) and run `npm run demo`.",
    "plugins/core/package.json": { ...PLUGIN, ...plugin },
    "plugins/core/LICENSE": LICENCE,
    "plugins/core/CHANGELOG.md": CHANGELOG,
    "plugins/core/README.md": README,
    "plugins/core/src/index.ts": "",
    "plugins/core/src/workflows/index.ts": "",
    "plugins/core/src/admin/i18n/index.ts": "",
    ...files,
  })
}

afterAll(uproot)

describe("packages", () => {
  it("a whole plugin passes", () => {
    expect(checkPackages(tree()).problems).toEqual([])
  })

  const faults: [what: string, plugin: Manifest, expected: string][] = [
    ["another name", { name: "@rise-via/other" }, `"name" is "@rise-via/other", not "@rise-via/core"`],
    ["another version than the root", { version: "0.2.0" }, `"version" is "0.2.0", not "0.1.0"`],
    ["keywords", { keywords: [] }, `keywords need "medusa-v2"`],
    ["files", { files: [".medusa/server"] }, `"files" lacks LICENSE`],
    ["private", { private: true }, `"private" stops it`],
    ["not public", { publishConfig: undefined }, `"publishConfig"`],
    ["an export", { exports: { ...PLUGIN.exports, "./modules/*": undefined } }, `"exports" lacks "./modules/*"`],
    [
      "an export of nothing",
      { exports: { ...PLUGIN.exports, ".": "./.medusa/server/src/gone.js" } },
      `./.medusa/server/src/gone.js has no source`,
    ],
    [
      "a range of Medusa",
      { peerDependencies: { ...medusa, "@medusajs/medusa": "^1.0.0" } },
      `"^1.0.0" is not an exact version`,
    ],
    [
      "another Medusa",
      { peerDependencies: { ...medusa, "@medusajs/medusa": "1.0.1" } },
      `is 1.0.1, and 1.0.0 in the root`,
    ],
    ["Medusa of its own", { dependencies: medusa }, `belongs into peerDependencies`],
    [
      "a peer it cannot build with",
      { peerDependencies: { ...medusa, zod: "1.0.0" } },
      `peer zod is not among the devDependencies`,
    ],
    [
      "a commercial package",
      { devDependencies: { ...PLUGIN.devDependencies, "@medusajs/rbac": "1.0.0" } },
      `commercial licence`,
    ],
  ]

  it.each(faults)("%s", (_what, plugin, expected) => {
    expect(checkPackages(tree(plugin)).problems.join("\n")).toContain(expected)
  })

  it("other plugins have core as their peer", () => {
    const other = { ...PLUGIN, name: "@rise-via/alpha" }
    const { problems } = checkPackages(tree({}, { "plugins/alpha/package.json": other }))

    expect(problems).toContain("plugins/alpha/package.json: @rise-via/core is not among the peerDependencies")
  })

  it("licence and changelog lie beside each", () => {
    const { problems } = checkPackages(
      tree({}, { "plugins/core/LICENSE": "GPL", "plugins/core/CHANGELOG.md": "# Changelog" })
    )

    expect(problems).toEqual([
      "plugins/core/LICENSE: not the MIT licence of the Rise-Via contributors",
      `plugins/core/CHANGELOG.md: no heading "## [0.1.0] - <date>"`,
    ])
  })

  it("commands of the root lead to scripts", () => {
    const { problems } = checkPackages(
      tree({}, { "package.json": { version: "0.1.0", scripts: { demo: "node src/gone.mjs" } } })
    )

    expect(problems).toContain(`package.json: "npm run demo" needs src/gone.mjs, which is not there`)
  })

  it("a second version of a package that must be one", () => {
    const packages = { ...LOCK.packages, "node_modules/a/node_modules/zod": { version: "3.0.0" } }
    const { problems } = checkPackages(tree({}, { "package-lock.json": { packages } }))

    expect(problems).toEqual([
      "package-lock.json: zod is there 2 times (1.0.0 in node_modules/zod, 3.0.0 in node_modules/a/node_modules/zod)",
    ])
  })
})

describe("licences", () => {
  it.each(["MIT", "(MIT OR GPL-3.0)", "Apache-2.0 AND MIT", "BSD-3-Clause"])("%s is permissive", (licence) => {
    expect(isAllowed(licence)).toBe(true)
  })

  it.each(["GPL-3.0", "MIT AND GPL-3.0", "SSPL-1.0", "UNLICENSED", undefined])("%s is not", (licence) => {
    expect(isAllowed(licence)).toBe(false)
  })

  it("of production packages only, also where only the package itself names it", () => {
    const root = plant({
      "package-lock.json": {
        packages: {
          "node_modules/free": { license: "MIT" },
          "node_modules/old": {},
          "node_modules/nameless": {},
          "node_modules/tool": { license: "GPL-3.0", dev: true },
          "node_modules/a/node_modules/@b/copyleft": { license: "AGPL-3.0" },
        },
      },
      "node_modules/old/package.json": { licenses: [{ type: "MIT" }] },
    })

    expect(checkLicences(root).problems.filter((problem: string) => problem.startsWith("node_modules/"))).toEqual([
      "node_modules/nameless: licence unknown is not on the list of permissive ones",
      `node_modules/a/node_modules/@b/copyleft: licence "AGPL-3.0" is not on the list of permissive ones`,
    ])
  })
})

describe("documents", () => {
  const compliance = {
    "client/README.md": "A client.",
    "plugins/compliance/package.json": {},
    "plugins/compliance/README.md": `${README}\nNot legal advice.`,
  }
  const problems = (files: Record<string, string | object>): string[] =>
    writtenProblems(
      tree({}, { ...compliance, "README.md": "Not legal advice. plugins/core plugins/compliance", ...files })
    )

  it("that say what they must pass", () => {
    expect(problems({})).toEqual([])
  })

  it("have the ten headings in their order", () => {
    expect(problems({ "plugins/core/README.md": README.replace("## Jobs\n", "") })).toEqual([
      `plugins/core/README.md: no heading "## Jobs"`,
    ])
    expect(
      problems({
        "plugins/core/README.md": [...HEADINGS]
          .reverse()
          .map((heading) => `## ${heading}`)
          .join("\n"),
      })
    ).toHaveLength(1)
    expect(
      problems({ "plugins/core/README.md": HEADINGS.map((heading, index) => `## ${index + 1}. ${heading}`).join("\n") })
    ).toEqual([])
  })

  it("lead somewhere", () => {
    const text =
      "Not legal advice. plugins/core plugins/compliance [a](gone.md) [b](plugins/core#jobs) [c](https://example.com) `npm run gone`"

    expect(problems({ "README.md": text })).toEqual([
      "README.md: the link to gone.md leads nowhere",
      `README.md: there is no "npm run gone"`,
    ])
  })

  it("name every plugin, and are not legal advice", () => {
    expect(problems({ "README.md": "plugins/core" })).toEqual([
      "README.md: does not mention plugins/compliance",
      "README.md: must say that it is not legal advice",
    ])
  })

  it("files have names that say something", () => {
    expect(problems({ "src/lib/utils.ts": "", "plugins/core/src/utils/a.ts": "" })).toHaveLength(2)
  })
})
