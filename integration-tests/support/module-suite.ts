import { join } from "node:path"
import { type SuiteOptions as RunnerOptions, moduleIntegrationTestRunner } from "@medusajs/test-utils"
import { databaseUrl, dropDatabase } from "./database"
import { projectRoot, settings } from "./settings"

type ModuleSuiteOptions = {
  /** The module's name, e.g. `CORE_EXCHANGE_MODULE`. */
  name: string
  /** Its folder from the project's root, e.g. `plugins/core/src/modules/core_exchange`. */
  path: string
  options?: Record<string, unknown>
  injectedDependencies?: Record<string, unknown>
}

export type ModuleSuite<Service> = RunnerOptions<Service> & { databaseUrl: string }

/**
 * A module alone, from its TypeScript source, on the schema that its committed migrations make: without `pathToMigrations`
 * Medusa's runner would derive the schema from the models and triggers or checks of hand-written migrations would be missing.
 */
export function moduleSuite<Service>(
  { name, path, options = {}, injectedDependencies = {} }: ModuleSuiteOptions,
  define: (suite: ModuleSuite<Service>) => void
): void {
  const folder = join(projectRoot, path)
  const { runPrefix } = settings()
  const dbName = `${runPrefix}_module_${name}_${process.env.JEST_WORKER_ID ?? "1"}`.toLowerCase()

  // Outside the runner's own block, so that its connections are closed by then.
  afterAll(() => dropDatabase(dbName))
  moduleIntegrationTestRunner<Service>({
    moduleName: name,
    resolve: folder,
    dbName,
    moduleOptions: options,
    injectedDependencies,
    pathToMigrations: join(folder, "migrations"),
    testSuite: (suite) =>
      describe(name, () => {
        // The runner shuts nothing down that it did not connect itself: timers of a module would beat on into the next file.
        afterEach(() => suite.medusaApp.onApplicationPrepareShutdown?.())
        define({ ...suite, databaseUrl: databaseUrl(dbName) })
      }),
  })
}
