import { type ChildProcess, execFile, spawn } from "node:child_process"
import { appendFileSync, createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type AddressInfo } from "node:net"
import { join } from "node:path"
import supertest, { type Agent } from "supertest"
import { databaseUrl } from "../../support/database"
import { projectRoot } from "../../support/settings"
import { until } from "../../support/until"
import { unpackInto, type Packed } from "./packages"
import { instructions } from "./readme"
import { stockFiles } from "./stock-application"

export type Outcome = { code: number | null; output: string }

type MerchantOptions = {
  /** What is unpacked into `node_modules`. */
  packages: Packed[]
  /** Name of the database. None: the variable is not set. */
  database?: string
  /** Text of `medusa-config.ts`. Default: what the README of the last package shows. */
  config?: string
  /** Run instead of the lines of that README that set variables. */
  variables?: string[]
}

const COMMAND_DEADLINE_MS = 600_000
const START_DEADLINE_MS = 120_000
const KEPT = /^(PATH|HOME|LANG|TMPDIR|NODE_EXTRA_CA_CERTS|SSL_CERT_\w+|npm_config_\w+|\w+_proxy)$/i
const preload = (...files: string[]) =>
  files.map((file) => `--require ${JSON.stringify(join(__dirname, file))}`).join(" ")

/** A shop of somebody who has installed our packages from tarballs into a stock Medusa application. */
export class Merchant {
  url = ""
  private readonly log: string
  private child: ChildProcess | null = null

  private constructor(
    readonly folder: string,
    private readonly environment: Record<string, string>
  ) {
    this.log = `${folder}.log`
  }

  /** An application below the repository: Medusa is the repository's, our packages are unpacked tarballs. */
  static async unpacked(name: string, { packages, database, config, variables }: MerchantOptions): Promise<Merchant> {
    const folder = join(projectRoot, `.rise-via/test/merchant-${name}`)
    rmSync(folder, { recursive: true, force: true })
    const merchant = new Merchant(folder, { NODE_OPTIONS: preload("end-with-parent.cjs", "only-own-packages.cjs") })
    merchant.write(stockFiles({ databaseUrl: database && databaseUrl(database) }))
    for (const one of packages) {
      await unpackInto(one, merchant.package(one.name))
    }
    const last = packages[packages.length - 1]
    const readme = last && instructions(merchant.package(last.name))
    merchant.write({ "medusa-config.ts": config ?? readme.config })
    for (const line of variables ?? readme.commands.filter((command) => command.startsWith("echo "))) {
      await merchant.shell(line)
    }
    return merchant
  }

  /** An application anywhere, into which npm installs for itself. */
  static stock(folder: string, database: string): Merchant {
    const merchant = new Merchant(folder, { NODE_OPTIONS: preload("end-with-parent.cjs") })
    merchant.write(stockFiles({ databaseUrl: databaseUrl(database) }))
    return merchant
  }

  /** Folder of an installed package. */
  package(name: string): string {
    return join(this.folder, "node_modules", name)
  }

  write(files: Record<string, string>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(this.folder, path, ".."), { recursive: true })
      writeFileSync(join(this.folder, path), text)
    }
  }

  /** A line typed in the folder of the application. */
  shell(line: string): Promise<Outcome> {
    return this.execute("sh", ["-c", line])
  }

  /** `npx medusa …` to its end. */
  medusa(...args: string[]): Promise<Outcome> {
    return this.execute(process.execPath, [this.cli(), ...args])
  }

  /** Starts the shop and waits until it answers. */
  async start(...command: string[]): Promise<void> {
    const port = await freePort()
    this.url = `http://127.0.0.1:${port}`
    const args = command.length ? command : ["start"]
    // Beside the folder: `medusa develop` starts again whenever a file in it changes.
    const log = createWriteStream(this.log)
    // A group of its own: `medusa develop` has children.
    this.child = spawn(process.execPath, [this.cli(), ...args, "--port", String(port), "--host", "127.0.0.1"], {
      cwd: this.folder,
      env: this.env(),
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: true,
    })
    let ended: number | null | undefined
    this.child.once("exit", (code) => (ended = code))
    this.child.stdout!.pipe(log)
    this.child.stderr!.pipe(log)
    await until(
      "the merchant's shop to answer",
      async () => {
        if (ended !== undefined) {
          return true
        }
        return (await fetch(`${this.url}/health`).catch(() => null))?.ok
      },
      START_DEADLINE_MS
    )
    if (ended !== undefined) {
      throw new Error(`The shop ended (code ${ended}):\n${readFileSync(this.log, "utf8")}`)
    }
  }

  api(): Agent {
    return supertest(this.url) as unknown as Agent
  }

  /** Ends the shop as Ctrl-C does. */
  async stop(): Promise<void> {
    const { child } = this
    this.child = null
    if (child && child.exitCode === null && child.signalCode === null) {
      const exited = new Promise((done) => child.once("exit", done))
      process.kill(-child.pid!, "SIGTERM")
      await exited
    }
  }

  async remove(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true })
    rmSync(this.log, { force: true })
  }

  /** What the processes that have ended had loaded of our plugins: files of the repository, and number of installed ones. */
  loaded(): { foreign: string[]; own: number } {
    const path = join(this.folder, "loaded.jsonl")
    const lines = existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : []
    const all = lines.map((line) => JSON.parse(line) as { foreign: string[]; own: number })
    return { foreign: all.flatMap(({ foreign }) => foreign), own: all.reduce((sum, { own }) => sum + own, 0) }
  }

  addVariable(name: string, value: string): void {
    appendFileSync(join(this.folder, ".env"), `${name}=${value}\n`)
  }

  private cli(): string {
    const own = this.package("@medusajs/cli/cli.js")
    return existsSync(own) ? own : join(projectRoot, "node_modules/@medusajs/cli/cli.js")
  }

  /** Of the test run's own environment only how to reach programs and the registry: a shop has its `.env`. */
  private env(): NodeJS.ProcessEnv {
    const kept = Object.entries(process.env).filter(([name]) => KEPT.test(name))
    return { ...Object.fromEntries(kept), MEDUSA_DISABLE_TELEMETRY: "true", ...this.environment }
  }

  private execute(file: string, args: string[]): Promise<Outcome> {
    const options = { cwd: this.folder, env: this.env(), maxBuffer: 64 * 1024 * 1024, timeout: COMMAND_DEADLINE_MS }
    return new Promise((resolve, reject) => {
      execFile(file, args, options, (error, stdout, stderr) => {
        if (error && typeof error.code !== "number") {
          reject(new Error(`${file} ${args.join(" ")}: ${error.message}\n${stdout}${stderr}`))
        } else {
          resolve({ code: (error?.code as number | undefined) ?? 0, output: stdout + stderr })
        }
      })
    })
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done, fail) => server.once("error", fail).listen(0, "127.0.0.1", done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}
