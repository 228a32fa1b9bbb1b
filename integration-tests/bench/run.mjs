import { readdirSync } from "node:fs"
import { basename, join } from "node:path"
import { pathToFileURL } from "node:url"
import { PlainError, root } from "../../src/scripts/lib/project.mjs"
import { waitForQuiet } from "./machine.mjs"
import { Storefront } from "./storefront.mjs"
import { startSystem, SYSTEMS } from "./systems.mjs"

const FIGURES = join(root, "integration-tests", "bench", "figures")

/** Products in the catalog, how much is measured in one run of a figure, how long we wait for a quiet machine. */
export const SIZES = {
  quick: {
    products: 1_000,
    warmUp: 4,
    lists: 30,
    checkouts: 16,
    crowd: 16,
    counted: 2,
    scored: 20,
    posabit: 4,
    callbacks: 1_000,
    reconciled: 10_000,
    quietMs: 15_000,
  },
  whole: {
    products: 1_000,
    warmUp: 12,
    lists: 60,
    checkouts: 30,
    crowd: 48,
    counted: 3,
    scored: 100,
    posabit: 12,
    callbacks: 3_000,
    reconciled: 100_000,
    quietMs: 60_000,
  },
}

/**
 * Every file in `figures/`, in the order they name; `only` keeps those it names, whole or by a part.
 * Throws when nothing is left, and when a file is no figure (their shape: README.md).
 */
export async function findFigures(only = [], folder = FIGURES) {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".mjs"))
    .map((file) => basename(file, ".mjs"))
  const isMeant = (name, part) => (names.includes(part) ? name === part : name.includes(part))
  const wanted = names.filter((name) => !only.length || only.some((part) => isMeant(name, part)))
  if (!wanted.length) throw new PlainError(`No figure is called ${only.join(" or ")}. There are: ${names.join(", ")}`)
  const figures = await Promise.all(wanted.map((name) => loadFigure(folder, name)))
  return figures.sort((one, other) => one.order - other.order)
}

async function loadFigure(folder, name) {
  const { default: figure } = await import(pathToFileURL(join(folder, `${name}.mjs`)).href)
  const measure = figure?.measureTogether ? "measureTogether" : "measure"
  const shape = { title: "string", order: "number", [measure]: "function" }
  const wrong = Object.keys(shape).filter((field) => typeof figure?.[field] !== shape[field])
  if (wrong.length) throw new PlainError(`${name}.mjs is no figure: ${wrong.join(", ")} missing or of a wrong type.`)
  return { name, systems: SYSTEMS, ...figure }
}

/**
 * Measures every figure on every system, `runs` times alternately: each run boots both systems on fresh databases, warms
 * both up, and goes through the figures system by system.
 *
 * @param options.clone `(system) => name` of a fresh database; `drop(name)` removes it
 * @param options.say gets a line for a person now and then
 * @returns `measurements` for `toRows`, `restless` (what was measured on a machine that did not become quiet) and `texts`
 *   (SQL by system and step)
 */
export async function measureAll({ figures, runs, sizes, serverUrl, clone, drop, sandboxUrl, nodeArguments, say }) {
  const outcome = { measurements: [], restless: [], texts: {} }
  for (let run = 0; run < runs; run++) {
    const shops = {}
    try {
      for (const name of SYSTEMS) {
        await quiet(`boot of ${name}, run ${run + 1}`)
        shops[name] = await openShop(name, { databaseUrl: (database) => `${serverUrl}/${database}` })
        say(`run ${run + 1}: ${name} is up`)
      }
      await warmUp(shops, sizes)
      for (const figure of figures) {
        await measureOnce(figure, shops, run)
        say(`run ${run + 1}: ${figure.title}`)
      }
    } finally {
      for (const { system, database } of Object.values(shops).reverse()) {
        await system.stop()
        await drop(database)
      }
    }
  }
  return outcome

  async function quiet(what) {
    const { isQuiet, idle } = await waitForQuiet({ giveUpMs: sizes.quietMs })
    if (!isQuiet && sizes.quietMs) {
      outcome.restless.push(what)
      say(`the machine is only ${Math.round(idle * 100)} % idle, gave up waiting: ${what}`)
    }
  }

  async function openShop(name, { databaseUrl }) {
    const database = await clone(name)
    try {
      const system = await startSystem(name, { databaseUrl: databaseUrl(database), sandboxUrl, nodeArguments })
      return { name, database, system, store: await Storefront.open(system) }
    } catch (error) {
      await drop(database)
      throw error
    }
  }

  async function measureOnce(figure, shops, run) {
    if (figure.measureTogether) {
      await quiet(`${figure.title}, run ${run + 1}`)
      const answers = await figure.measureTogether({ shops: figure.systems.map((name) => shops[name]), sizes })
      for (const [name, rows] of Object.entries(answers)) keep(figure, name, run, rows)
      return
    }
    for (const name of figure.systems) {
      await quiet(`${figure.title}, ${name}, run ${run + 1}`)
      const { system, store } = shops[name]
      const keepTexts = (step, sent) => ((outcome.texts[name] ??= {})[step] = sent)
      keep(figure, name, run, await figure.measure({ system, store, sizes, keepTexts }))
    }
  }

  function keep(figure, name, run, rows) {
    for (const row of rows) {
      if (!Number.isFinite(row.value)) throw new Error(`Figure "${figure.name}" gave ${row.value} for "${row.key}"`)
      outcome.measurements.push({ ...row, figure: figure.name, system: name, run })
    }
  }
}

/** Both in turns, so that neither rests longer than the other; and a look whether the gates of ours are on. */
async function warmUp({ stock, ours }, sizes) {
  await ours.store.demandGates()
  for (let n = 0; n < sizes.warmUp; n++) {
    for (const { store } of [stock, ours]) {
      await store.checkout()
      await store.call("GET", store.productsPath(n))
    }
  }
}
