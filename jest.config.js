// One configuration for all levels; src/scripts/test.mjs picks the level, so that memory and speed stay predictable.
const levels = {
  unit: { testTimeout: 20_000 },
  module: {
    testTimeout: 60_000,
    setupFiles: [
      "<rootDir>/integration-tests/support/environment.js",
      "<rootDir>/integration-tests/support/entities.js",
    ],
  },
  http: { testTimeout: 120_000 },
  journeys: { testTimeout: 180_000 },
  faults: { testTimeout: 420_000 },
}

const swc = (tsx) => [
  "@swc/jest",
  {
    jsc: {
      parser: { syntax: "typescript", tsx, decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: "automatic" } },
      target: "es2022",
      keepClassNames: true,
    },
    module: { type: "commonjs" },
    sourceMaps: "inline",
  },
]

module.exports = {
  rootDir: __dirname,
  testEnvironment: "node",
  // Core keeps its registries on globalThis, and a cron job may still read them while a suite goes down.
  testEnvironmentOptions: { globalsCleanup: "off" },
  transform: { "\\.tsx$": swc(true), "\\.[cm]?[jt]s$": swc(false) },
  // Built plugins are plain CommonJS already: transforming them again would only cost boot time.
  transformIgnorePatterns: ["/node_modules/", "/\\.medusa/"],
  // Each built plugin repeats the names of its sources; required ones still resolve, only jest's own map skips them.
  modulePathIgnorePatterns: ["/\\.medusa/", "/\\.rise-via/"],
  testPathIgnorePatterns: ["/node_modules/", "/\\.medusa/"],
  testRegex: "\\.spec\\.tsx?$",
  moduleFileExtensions: ["ts", "tsx", "js", "mjs", "cjs", "json", "node"],
  setupFiles: ["<rootDir>/integration-tests/support/environment.js"],
  workerIdleMemoryLimit: "900MB",
  maxWorkers: 2,
  ...levels[process.env.RISE_VIA_TEST_LEVEL ?? "unit"],
}
