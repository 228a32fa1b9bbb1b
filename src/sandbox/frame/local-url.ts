const LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

/**
 * Why the sandbox will not call this address, or undefined when it may. It calls back whatever address an order names, so
 * it only ever talks to its own machine and to the hosts in `allowed`: the store's, where both run in containers.
 */
export function refusedToCall(address: string, allowed: string[] = []): string | undefined {
  if (!URL.canParse(address)) {
    return "it is not a URL"
  }
  const { protocol, hostname } = new URL(address)
  if (protocol !== "http:" && protocol !== "https:") {
    return "only http and https are called"
  }
  const hosts = [...LOCAL_HOSTS, ...allowed.map((host) => host.toLowerCase())]
  return hosts.includes(hostname) ? undefined : "the sandbox only calls localhost, 127.0.0.1, ::1 and SANDBOX_CALLS"
}
