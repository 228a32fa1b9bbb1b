import { ask } from "./api.js"
import { clockPage, showTime } from "./clock.js"
import { askPerson } from "./dialog.js"
import { h } from "./dom.js"
import { faultsPage } from "./faults.js"
import { connect, watchConnection } from "./live.js"
import { panelPage } from "./panel.js"
import { requestsPage } from "./requests.js"
import { attempt } from "./toast.js"

const CONNECTION = { connecting: "Connecting", live: "Live", lost: "Disconnected, trying again" }

const main = document.getElementById("main")
const nav = document.getElementById("nav")
let leave = () => undefined

/** `POSaBIT: online orders in the store` is long for a menu. */
const labelOf = (title) => title.split(/[:(]/)[0].trim()

/** `#/requests?service=posabit` as its section and its filters. */
function place() {
  const [section, search = ""] = location.hash.replace(/^#\/?/, "").split("?")
  return { section: section || "requests", filters: Object.fromEntries(new URLSearchParams(search)) }
}

function keepFilters(filters) {
  const search = new URLSearchParams(Object.entries(filters).filter(([, value]) => value)).toString()
  history.replaceState(null, "", `#/${place().section}${search ? `?${search}` : ""}`)
}

/** Groups of the menu: traffic, services, what steers them. */
function sectionsOf(panels) {
  const services = panels.filter(({ name, tables, acts }) => name !== "messages" && (tables.length || acts.length))
  const messages = panels.filter(({ name }) => name === "messages")
  const panelSection = (panel) => [panel.name, panel.label, () => panelPage(panel)]
  return [
    [
      "Traffic",
      [
        ["requests", "Requests", () => requestsPage({ panels, ...place(), keepFilters })],
        ...messages.map(panelSection),
      ],
    ],
    ["Services", services.map(panelSection)],
    [
      "Steering",
      [
        ["faults", "Faults", () => faultsPage({ panels })],
        ["clock", "Clock", clockPage],
      ],
    ],
  ]
}

function drawMenu(groups) {
  document.getElementById("sections").replaceChildren(
    ...groups
      .filter(([, sections]) => sections.length)
      .map(([title, sections]) =>
        h(
          "div",
          { class: "group" },
          h("p", {}, title),
          h(
            "ul",
            {},
            sections.map(([name, label]) => h("li", {}, h("a", { href: `#/${name}`, "data-section": name }, label)))
          )
        )
      )
  )
}

function show(sections) {
  leave()
  const { section } = place()
  const [name, label, draw] = sections.find(([known]) => known === section) ?? sections[0]
  const page = draw()
  leave = page.leave
  main.replaceChildren(
    h(
      "header",
      { class: "head" },
      h("div", {}, h("h1", {}, page.title), page.about && h("p", {}, page.about)),
      h("div", { class: "buttons" }, page.buttons)
    ),
    ...page.parts
  )
  main.setAttribute("aria-busy", "false")
  document.title = `${label} · Rise-Via sandbox`
  document.getElementById("here").textContent = label
  nav.querySelectorAll("a").forEach((link) => {
    link.ariaCurrent = link.dataset.section === name ? "page" : null
  })
}

async function reset() {
  const text =
    "All requests, messages, orders, files and faults are forgotten, and the clock goes back to now. The shop itself keeps what it has."
  if (await askPerson({ title: "Forget everything?", text, go: "Forget everything", danger: true })) {
    await attempt("Everything is forgotten", () => ask("/__sim/reset", { method: "POST" }))
  }
}

function watch() {
  const connection = document.getElementById("connection")
  watchConnection((state) => {
    connection.dataset.state = state
    connection.textContent = CONNECTION[state]
    document.body.classList.toggle("lost", state === "lost")
  })
}

function closeMenu() {
  if (nav.matches(":popover-open")) {
    nav.hidePopover()
  }
}

async function start() {
  watch()
  connect()
  try {
    const { panels } = await ask("/__sim/panels")
    const groups = sectionsOf(panels.map((panel) => ({ ...panel, label: labelOf(panel.title) })))
    const sections = groups.flatMap(([, entries]) => entries)
    drawMenu(groups)
    show(sections)
    // Also when a link leads to where one is already.
    nav.addEventListener("click", ({ target }) => target.closest("a") && closeMenu())
    window.addEventListener("hashchange", () => {
      closeMenu()
      show(sections)
      main.focus({ preventScroll: true })
      scrollTo(0, 0)
    })
    document.getElementById("reset").addEventListener("click", reset)
    await showTime(document.getElementById("time"))
  } catch (error) {
    main.setAttribute("aria-busy", "false")
    main.replaceChildren(
      h(
        "div",
        { class: "state" },
        h("p", { class: "strong" }, error.message),
        h("button", { onclick: () => location.reload() }, "Try again")
      )
    )
  }
}

void start()
