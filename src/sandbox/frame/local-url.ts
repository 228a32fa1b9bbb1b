const LOCAL_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"])

/**
 * Why the sandbox will not call this address, or undefined when it may. It runs on a developer's machine and calls back
 * whatever address an order names, so it only ever talks to that machine itself.
 */
export function refusedToCall(address: string): string | undefined {
  if (!URL.canParse(address)) {
    return "it is not a URL"
  }
  const { protocol, hostname } = new URL(address)
  if (protocol !== "http:" && protocol !== "https:") {
    return "only http and https are called"
  }
  return LOCAL_HOSTS.has(hostname) ? undefined : "the sandbox only calls localhost, 127.0.0.1 and ::1"
}
