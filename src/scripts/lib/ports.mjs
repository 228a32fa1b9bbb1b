import { createServer } from "node:net"
import { PlainError } from "./project.mjs"

/** The port of an environment variable, checked. */
export function portFrom(env, variable, fallback) {
  const text = env[variable] || String(fallback)
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) {
    throw new PlainError(`${variable} must be a port between 1 and 65535, not "${text}".`)
  }
  return port
}

const canListen = (port, host) =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", (error) => {
      if (error.code === "EADDRINUSE") resolve(false)
      // A machine without IPv6 cannot listen there; that says nothing about the port.
      else if (error.code === "EAFNOSUPPORT" || error.code === "EADDRNOTAVAIL") resolve(true)
      else if (error.code === "EACCES") reject(new PlainError(`No permission to listen on port ${port}.`))
      else reject(error)
    })
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })

/** True when a server of ours could listen there, on every interface or on the loopback alone. */
export async function portIsFree(port) {
  for (const host of ["::", "0.0.0.0", "127.0.0.1"]) {
    if (!(await canListen(port, host))) return false
  }
  return true
}

/** Throws one line that names the variable to set. */
export async function demandPort(port, variable, command = "npm start") {
  if (await portIsFree(port)) return
  throw new PlainError(
    `Port ${port} is taken by another program. Set ${variable} to a free port, for example: ${variable}=${port + 1} ${command}`
  )
}

/** A port that nothing listens on now. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", reject)
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
