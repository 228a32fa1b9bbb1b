import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { plant, uproot } from "../../checks/__tests__/support/planted-tree"

const config = JSON.parse(readFileSync(join(__dirname, "../../../../.changeset/config.json"), "utf8"))
const medusa = { "@medusajs/medusa": "2.0.0" }
const plugin = (name: string, peers: Record<string, string>) => ({
  name: `@rise-via/${name}`,
  version: "0.1.0",
  peerDependencies: { ...medusa, ...peers },
  devDependencies: { ...medusa, ...peers },
})

const tree = (changesets: Record<string, string>) =>
  plant({
    "package.json": { name: "shop", version: "0.1.0", private: true, workspaces: ["plugins/core", "plugins/*"] },
    "package-lock.json": {},
    "CHANGELOG.md": "# Changelog\n\nFor all.\n\n## [0.1.0] - 2026-11-22\n\n- The first.\n",
    ".changeset/config.json": config,
    ".changeset/README.md": "# Changesets\n",
    "plugins/core/package.json": plugin("core", {}),
    "plugins/core/CHANGELOG.md": "# Changelog\n\n## [0.1.0] - 2026-11-22\n",
    "plugins/reviews/package.json": plugin("reviews", { "@rise-via/core": "0.1.0" }),
    ...changesets,
  })

/** In a process of its own: jest cannot load what changesets is made of. */
function applyChangesets(root: string): string {
  const module = join(__dirname, "../next-version.mjs")
  const script = `import { applyChangesets } from ${JSON.stringify(module)}; console.log("=" + applyChangesets(${JSON.stringify(root)}))`
  const options = { env: { ...process.env, NODE_OPTIONS: "" }, encoding: "utf8" as const }
  return execFileSync(process.execPath, ["--input-type=module", "-e", script], options).match(/^=(.*)$/m)![1]
}

const read = (root: string, path: string) => readFileSync(join(root, path), "utf8")
const manifest = (root: string, path: string) => JSON.parse(read(root, `${path}/package.json`))

afterAll(uproot)

describe("the next version", () => {
  it("is one number for all packages, also where a peer of an exact version moves with it", () => {
    const root = tree({
      ".changeset/kind-cats-ask.md": `---\n"@rise-via/core": minor\n---\n\nGates know refunds.\n`,
      ".changeset/tall-dogs-sit.md": `---\n"@rise-via/reviews": patch\n---\n\nStars are counted once.\n`,
    })

    expect(applyChangesets(root)).toBe("0.2.0")
    for (const at of [".", "plugins/core", "plugins/reviews"]) {
      expect(manifest(root, at).version).toBe("0.2.0")
    }
    const { peerDependencies, devDependencies } = manifest(root, "plugins/reviews")
    expect(peerDependencies).toEqual({ ...medusa, "@rise-via/core": "0.2.0" })
    expect(devDependencies).toEqual({ ...medusa, "@rise-via/core": "0.2.0" })
    expect(read(root, "plugins/core/CHANGELOG.md")).toMatch(
      /^## 0\.2\.0\n[\s\S]*Gates know refunds\.[\s\S]*^## \[0\.1\.0\]/m
    )
    expect(read(root, "CHANGELOG.md")).toMatch(
      /For all\.\n\n## 0\.2\.0\n\n- Gates know refunds\.\n- Stars are counted once\.\n\n## \[0\.1\.0\]/
    )
  })

  it("stays when nothing waits", () => {
    const root = tree({})
    expect(applyChangesets(root)).toBe("undefined")
    expect(manifest(root, "plugins/core").version).toBe("0.1.0")
  })
})
