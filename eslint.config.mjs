import { dirname } from "node:path"
import { fileURLToPath } from "node:url"
import medusa from "@medusajs/eslint-plugin"
import tseslint from "typescript-eslint"
import riseVia from "./src/scripts/checks/lint-rules.mjs"

const here = dirname(fileURLToPath(import.meta.url))
const SPECS = ["**/__tests__/**", "**/integration-tests/**", "**/*.spec.*", "**/*.test.*"]
/** Run at the command line, for a person who reads what they print. */
const COMMANDS = ["src/scripts/**", "src/sandbox/**"]
const SERVER = {
  files: ["src/**/*.ts", "plugins/*/src/**/*.ts"],
  ignores: [...SPECS, ...COMMANDS, "**/src/admin/**"],
}

const SWALLOWED = {
  selector: "CallExpression[callee.property.name='catch'] > ArrowFunctionExpression > BlockStatement[body.length=0]",
  message: "This swallows an error: handle it, or say with a value what is meant.",
}
/** As a statement of its own. A loop that asks again until something is so is no sleep. */
const SLEEP = {
  selector:
    "BlockStatement > ExpressionStatement > AwaitExpression > NewExpression[callee.name='Promise'] CallExpression[callee.name='setTimeout']",
  message: "No sleeps in tests: wait for the event, or tick the clock.",
}

/**
 * Medusa's preset, without its list of ignored files: that list would hide the specs from every other rule too.
 * Its own rules stay away from specs, whose fixtures break them on purpose.
 */
const medusaRecommended = medusa.default.configs.recommended
  .filter((block) => !(block.ignores && Object.keys(block).length === 1))
  .map((block) => (block.rules ? { ...block, ignores: [...(block.ignores ?? []), ...SPECS, ...COMMANDS] } : block))

export default tseslint.config(
  {
    ignores: ["**/node_modules/**", "**/.medusa/**", "**/.rise-via/**", "**/dist/**", "**/coverage/**", "**/.cache/**"],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  ...tseslint.configs.recommended,
  ...medusaRecommended,
  {
    files: ["**/*.{ts,tsx,mjs,cjs,js}"],
    rules: {
      "no-console": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-var": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      "no-empty": ["error", { allowEmptyCatch: false }],
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx", "hack"], location: "start" }],
      "max-lines": ["error", { max: 300 }],
      "no-restricted-syntax": ["error", SWALLOWED],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { args: "after-used", argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      // Medusa types its own borders (hook inputs, query results, provider data) as any; STYLE asks for the cast in one
      // named helper, which no rule can see. Strict TypeScript still refuses every implicit any.
      "@typescript-eslint/no-explicit-any": "off",
    },
  },
  {
    files: ["**/*.{js,cjs}", "integration-tests/**"],
    // CommonJS by name: there is no import. The harness loads Medusa late, when the environment of a suite is set.
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    files: ["medusa-config.ts", "src/**/*.ts", "plugins/**/*.ts", "integration-tests/**/*.ts"],
    ignores: ["**/src/admin/**"],
    languageOptions: {
      parserOptions: {
        project: ["server", "scripts"].map((name) => `./src/scripts/checks/tsconfig.${name}.json`),
        tsconfigRootDir: here,
      },
    },
    rules: {
      // A promise that nobody waits for is a change outside its transaction, or an error that nobody sees.
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/return-await": ["error", "error-handling-correctness-only"],
    },
  },
  {
    ...SERVER,
    rules: {
      // Of Medusa's strict preset. Job names are compared across all plugins by the collision check.
      "@medusajs/use-validated-body-or-query": "error",
      "@medusajs/no-non-serializable-step-return": "error",
      "@medusajs/no-workflow-call-without-container": "error",
      // Ids begin with the plugin's name, because they are global; the collision check asks for it, file names do not.
      "@medusajs/workflow-id-matches-export-or-filename": "off",
    },
  },
  {
    ...SERVER,
    files: ["src/modules/**/*.ts", "plugins/*/src/modules/**/*.ts"],
    plugins: { "rise-via": riseVia },
    rules: {
      "rise-via/service-context": "error",
      // Both ask for decorators on private helpers that are handed a required context, and know no public method with
      // a transaction of its own; rise-via/service-context asks for what they are about.
      "@medusajs/use-inject-manager-on-public-methods": "off",
      "@medusajs/medusa-context-on-context-param": "off",
    },
  },
  {
    files: ["plugins/*/src/{lib,config}/**/*.ts", "plugins/*/{demo,env}.ts", "src/lib/**/*.ts"],
    // Plain code, which also runs at boot and for mistakes of a programmer: a MedusaError there would be answered to a
    // client as if it were the client's. In api, workflows, modules and providers the rule stands.
    rules: { "@medusajs/use-medusa-error-not-generic-error": "off" },
  },
  {
    files: ["**/*.spec.{ts,tsx}"],
    rules: {
      "no-restricted-properties": [
        "error",
        ...["describe", "it", "test"].flatMap((object) =>
          ["only", "skip"].map((property) => ({
            object,
            property,
            message: "Every test runs; a need is declared with the harness.",
          }))
        ),
      ],
      "no-restricted-syntax": ["error", SWALLOWED, SLEEP],
      "no-restricted-imports": ["error", { paths: ["timers/promises", "node:timers/promises"] }],
      // A spec tells a whole story; Medusa's http suites are one large file on purpose.
      "max-lines": ["error", { max: 600 }],
    },
  },
  {
    files: COMMANDS,
    rules: { "no-console": "off" },
  },
  {
    files: ["**/migrations/*.ts"],
    // Generated by Medusa and never edited.
    rules: { "@typescript-eslint/no-unused-vars": "off", "max-lines": "off" },
  }
)
