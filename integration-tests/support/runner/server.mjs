import { connect, startDatabase } from "../../../src/scripts/lib/database.mjs"
import { takeLock } from "../../../src/scripts/lib/lock.mjs"
import { dataPath } from "../../../src/scripts/lib/project.mjs"

/** A crash of the machine costs a database that the next run makes again; without these a suite's clone takes longer. */
const careless = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum: "off",
  shared_buffers: "256MB",
  max_wal_size: "2GB",
}

/**
 * The PostgreSQL server of a run: the one of DATABASE_URL (only databases whose names begin with `rise_via_test` are
 * touched there), else an embedded one of the tests' own.
 */
export async function openServer() {
  if (process.env.DATABASE_URL) {
    const url = new URL(process.env.DATABASE_URL)
    url.pathname = ""
    url.search = ""
    return { url: url.href.replace(/\/$/, ""), embedded: false, close: async () => undefined }
  }
  const release = await takeLock("test", {
    refusal: (pid) => `Another \`npm test\` runs in this copy (process ${pid}). Wait for it, or end it.`,
  })
  try {
    const cluster = await startDatabase({ folder: dataPath("test-postgres"), port: 0, flags: careless })
    const close = async () => {
      await cluster.stop()
      release()
    }
    return { url: cluster.url("").replace(/\/$/, ""), embedded: true, close }
  } catch (error) {
    release()
    throw error
  }
}

/** Runs `work` with a connection to the server's own database. */
export async function onServer(serverUrl, work) {
  const client = await connect(`${serverUrl}/postgres`)
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
