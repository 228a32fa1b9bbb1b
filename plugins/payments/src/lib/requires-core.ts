/*
 * The first import of whatever Medusa or medusa-config.ts loads of this plugin. Without core the next import would end
 * the start in Node's words and its stack, which do not say what to do.
 */
try {
  require.resolve("@rise-via/core")
} catch {
  const missing = new Error("@rise-via/payments needs @rise-via/core beside it: npm install @rise-via/core")
  missing.stack = ""
  throw missing
}
