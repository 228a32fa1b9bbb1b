import { existsSync } from "node:fs"
import { homedir } from "node:os"
import { join } from "node:path"
import { headings } from "../checks/documents.mjs"
import { filesBelow } from "../checks/source-tree.mjs"
import { textOf } from "./tarball.mjs"

/** npm adds these whatever `files` says. */
const ALWAYS = /^(package\.json|README(\.\w+)?|LICEN[CS]E(\.\w+)?)$/i
const NEVER = [
  [/(^|\/)(__tests__|__mocks__|integration-tests|node_modules)\/|\.(spec|test)\.[cm]?[jt]sx?$/, "is a test"],
  [/(^|\/)\.env($|\.)/, "is a file of environment variables"],
  [/(?<!\.d)\.[cm]?tsx?$/, "is a source; what is built goes out"],
  [/\.(map|tsbuildinfo|log|tgz|pem|key|p12)$/, "has no place in a package"],
  [/medusa-plugin-options\.json$/, "was left by plugin:develop, and makes the admin look for sources"],
]
const SECRETS = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, "a private key"],
  [/\bAKIA[0-9A-Z]{16}\b/, "an AWS key"],
  [/\bnpm_[A-Za-z0-9]{36}\b/, "an npm token"],
  [/\bgh[pousr]_[A-Za-z0-9]{36}\b/, "a GitHub token"],
  [/\b[rs]k_live_[A-Za-z0-9]{16,}\b/, "a live payment key"],
  [/\bSG\.[\w-]{20,}\.[\w-]{20,}/, "a SendGrid key"],
]
const LIMITS = { tarball: 1_000_000, unpacked: 5_000_000, adminBundle: 300_000 }
const ADMIN = ".medusa/server/src/admin"

/** What is in a package, and what must not be. `files` are the paths inside, `unpacked` the folder they lie in. */
export function checkFiles(root, { name, folder, manifest, files, unpacked, size, unpackedSize }) {
  const problems = [
    ...promised(manifest.files ?? [], files),
    ...files.flatMap((file) => NEVER.filter(([where]) => where.test(file)).map(([, why]) => `${file} ${why}`)),
    ...files
      .filter((file) => /\.([cm]?js|json|md|d\.ts)$/.test(file))
      .flatMap((file) => contents(root, unpacked, file)),
    ...["LICENSE", "README.md", "CHANGELOG.md"].filter((file) => !files.includes(file)).map((file) => `no ${file}`),
    ...(isPlugin(manifest)
      ? headings("README.md", existsSync(join(unpacked, "README.md")) ? textOf(unpacked, "README.md") : "")
      : []),
    ...admin(folder, unpacked, files),
    ...tooBig("the tarball", size, LIMITS.tarball),
    ...tooBig("what it unpacks to", unpackedSize, LIMITS.unpacked),
  ]
  return problems.map((problem) => `${name}: ${problem}`)
}

export const isPlugin = ({ keywords = [] }) =>
  keywords.includes("medusa-v2") && keywords.some((word) => word.startsWith("medusa-plugin-"))

const covers = (promise, file) => file === promise || file.startsWith(`${promise.replace(/\/$/, "")}/`)

function promised(promises, files) {
  return [
    ...promises
      .filter((promise) => !files.some((file) => covers(promise, file)))
      .map((promise) => `"files" promises ${promise}, which is not in the tarball`),
    ...files
      .filter((file) => !ALWAYS.test(file) && !promises.some((promise) => covers(promise, file)))
      .map((file) => `${file} is in the tarball, and "files" does not name it`),
  ]
}

function contents(root, unpacked, file) {
  const text = textOf(unpacked, file)
  const code = withoutMap(text)
  const places = [root, homedir()].filter((place) => place.length > 5)
  return [
    ...SECRETS.filter(([pattern]) => pattern.test(code)).map(([, what]) => `${file} holds what looks like ${what}`),
    ...([code, ...sourceMap(text)].some(
      (part) => places.some((place) => part.includes(`${place}/`)) || part.includes("file:///")
    )
      ? [`${file} names a path of the machine that built it`]
      : []),
  ]
}

const MAP = /^\/\/# sourceMappingURL=data:application\/json[^,]*;base64,(\S+)\s*$/m
const withoutMap = (text) => text.replace(MAP, "")

/** Where an inline map leads to: relative paths only are the same on every machine. */
function sourceMap(text) {
  const [, encoded] = text.match(MAP) ?? []
  if (!encoded) {
    return []
  }
  const { sources = [], sourceRoot = "" } = JSON.parse(Buffer.from(encoded, "base64").toString("utf8"))
  return [...sources, sourceRoot].map((path) => (/^(\/|[A-Z]:)/.test(path) ? `file://${path}` : path))
}

/** Medusa drops an admin that it cannot resolve without a word. */
function admin(folder, unpacked, files) {
  const sources = filesBelow(join(folder, "src/admin")).filter((path) => /^(widgets|routes)\/.*\.tsx$/.test(path))
  if (!sources.length) {
    return []
  }
  const bundles = ["index.js", "index.mjs"].map((file) => `${ADMIN}/${file}`)
  return bundles.flatMap((bundle) => {
    if (!files.includes(bundle)) {
      return [`${bundle} is missing: the admin pages were not built`]
    }
    const text = textOf(unpacked, bundle)
    const absent = sources.filter((source) => !traces(folder, source).some((trace) => text.includes(trace)))
    return [
      ...absent.map((source) => `${bundle} does not hold src/admin/${source}`),
      ...tooBig(bundle, Buffer.byteLength(text), LIMITS.adminBundle),
    ]
  })
}

/** What of a widget or page must be found in the bundle: the zones of the one, the path of the other. */
function traces(folder, source) {
  const [, route] = source.match(/^routes\/(.*)\/page\.tsx$/) ?? []
  if (route) {
    return [`"/${route.replace(/\[(\w+)\]/g, ":$1")}"`]
  }
  const text = textOf(folder, `src/admin/${source}`)
  const zones = [...text.matchAll(/"([a-z_-]+(?:\.[a-z_-]+)+)"/g)].map(([, zone]) => `"${zone}"`)
  // A part of a page that is no page itself.
  return source.startsWith("routes/") || !zones.length ? [""] : zones
}

const tooBig = (what, size, limit) =>
  size > limit ? [`${what} has ${Math.ceil(size / 1000)} kB, and at most ${limit / 1000} kB are expected`] : []
