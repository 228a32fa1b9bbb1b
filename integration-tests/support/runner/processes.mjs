import { spawn } from "node:child_process"
import { createWriteStream, mkdirSync } from "node:fs"
import { join } from "node:path"

const running = new Set()

/** Ends what is still running, so that Ctrl-C leaves no process behind. */
export function endProcesses() {
  for (const child of running) {
    child.kill("SIGTERM")
  }
}

/** Runs a Node program to its end with the terminal as its output. Returns the exit code. */
export function runShown(args, { env, cwd }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, cwd, stdio: ["ignore", "inherit", "inherit"] })
    running.add(child)
    child.once("error", reject)
    child.once("exit", (code, signal) => {
      running.delete(child)
      resolve(code ?? (signal ? 1 : 0))
    })
  })
}

/** Runs a Node program to its end with its output kept in a log, shown only when it fails. */
export function runLogged(name, args, { env, cwd, logs }) {
  mkdirSync(logs, { recursive: true })
  const path = join(logs, `${name}.log`)
  return new Promise((resolve, reject) => {
    const log = createWriteStream(path)
    const child = spawn(process.execPath, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"] })
    running.add(child)
    let tail = ""
    const keep = (chunk) => {
      log.write(chunk)
      tail = (tail + chunk).slice(-6_000)
    }
    child.stdout.on("data", keep)
    child.stderr.on("data", keep)
    child.once("error", reject)
    child.once("exit", (code, signal) => {
      running.delete(child)
      log.end()
      if (code === 0) {
        resolve()
      } else {
        reject(new Error(`${name} failed (${signal ?? `code ${code}`}). Its whole output is in ${path}\n\n${tail}`))
      }
    })
  })
}
