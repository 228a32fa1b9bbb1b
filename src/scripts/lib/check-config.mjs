/* Run with `node --import tsx`: loads the store's configuration and prints, without a stack, why it refuses. */
try {
  await import("../../../medusa-config.ts")
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
process.exit(0)
