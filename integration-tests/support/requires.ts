type Define = () => void

/** Specs that need a real Redis (`redis: true` for their suite); skipped without one, a failure where `REQUIRE_REDIS` is set. */
export function requiresRedis(name: string, define: Define): void {
  const suite = process.env.RISE_VIA_TEST_REDIS ? describe : describe.skip
  suite(name, define)
}

/** Specs that need Chromium; skipped and counted without one, a failure where `REQUIRE_CHROMIUM` is set. */
export function requiresChromium(name: string, define: Define): void {
  const suite = process.env.RISE_VIA_TEST_CHROMIUM ? describe : describe.skip
  suite(name, define)
}
