import { resolve } from "node:path"

/** What the runner (src/scripts/test.mjs) hands to every spec through the environment. */
export type TestSettings = {
  root: string
  /** PostgreSQL server without a database, e.g. `postgres://postgres:secret@localhost:5432`. */
  serverUrl: string
  /** Migrated and seeded database that suites are cloned from. */
  template: string
  /** Prefix of every database of this run, so that leftovers can be told and dropped. */
  runPrefix: string
  /** `npm run test:full`: the sample sizes that the issues name. */
  full: boolean
  redisUrl: string | null
  chromiumPath: string | null
  admin: { email: string; password: string }
}

export const projectRoot = resolve(__dirname, "../..")

/** In the template since it was prepared (support/runner/prepare.ts). */
const admin = { email: "admin@rise-via.test", password: "a-password-for-tests-only" }

export function settings(): TestSettings {
  const { env } = process
  if (!env.RISE_VIA_TEST_SERVER || !env.RISE_VIA_TEST_TEMPLATE || !env.RISE_VIA_TEST_PREFIX) {
    throw new Error(
      "Specs run through `npm test -- <path of the spec>`: it prepares the database they are cloned from."
    )
  }
  return {
    root: projectRoot,
    serverUrl: env.RISE_VIA_TEST_SERVER,
    template: env.RISE_VIA_TEST_TEMPLATE,
    runPrefix: env.RISE_VIA_TEST_PREFIX,
    full: env.RISE_VIA_FULL === "1",
    redisUrl: env.RISE_VIA_TEST_REDIS || null,
    chromiumPath: env.RISE_VIA_TEST_CHROMIUM || null,
    admin,
  }
}

/** `small` for `npm test`, `full` for `npm run test:full`. */
export const sample = (small: number, full: number) => (process.env.RISE_VIA_FULL === "1" ? full : small)

/** All of `rows` for `npm run test:full`; for `npm test` every third, another third for another `start`. */
export const sampleOf = <T>(rows: T[], start = 0): T[] =>
  isFull() ? rows : rows.filter((_, index) => (index + start) % 3 === 0)

/** Whether counts are those that the issues name. */
export const isFull = () => process.env.RISE_VIA_FULL === "1"
