/*
 * Stands between a script and the PostgreSQL it started: PostgreSQL itself does not notice when its starter is killed,
 * this process does (the channel to the parent closes) and shuts the server down in good order.
 * Called with one argument, JSON: { command, args, uid?, gid?, log }.
 */
import { spawn } from "node:child_process"
import { openSync, writeSync } from "node:fs"

const { command, args, uid, gid, log } = JSON.parse(process.argv[2])
const output = openSync(log, "w")
// In a group of its own, so that no Ctrl-C meant for somebody else reaches it.
const server = spawn(command, args, { uid, gid, stdio: ["ignore", output, output], cwd: "/", detached: true })

// SIGINT is PostgreSQL's fast shutdown: it disconnects clients, writes everything and ends.
const stop = () => server.kill("SIGINT")
server.once("error", (error) => {
  writeSync(output, `${error.message}\n`)
  process.exit(1)
})
server.once("exit", (code) => process.exit(code ?? 1))
for (const name of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(name, stop)
process.on("disconnect", stop)
// It may have been killed while this process was still loading.
if (!process.connected) stop()
