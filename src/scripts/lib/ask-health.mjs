/*
 * The health check of a container: does the process in it answer on its own port? Servers and workers listen on PORT,
 * the sandbox says where it listens as the one argument.
 */
const port = process.argv[2] || process.env.PORT || 9000

try {
  const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(4_000) })
  process.exitCode = answer.ok ? 0 : 1
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
