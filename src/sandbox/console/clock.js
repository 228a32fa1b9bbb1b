import { ask } from "./api.js"
import { field, h } from "./dom.js"
import { whenChanged } from "./live.js"
import { facts } from "./request.js"
import { duration } from "./text.js"
import { attempt } from "./toast.js"

const HOUR_S = 3_600
const STEPS = [
  ["+1 hour", HOUR_S],
  ["+1 day", 24 * HOUR_S],
  ["+7 days", 7 * 24 * HOUR_S],
]

const local = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" })

/** Milliseconds ahead of this machine, as last heard; the sandbox and the browser are on the same one. */
let offsetMs = 0

/** The time in the head of every page. */
export async function showTime(element) {
  const short = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" })
  const tick = () => {
    element.textContent = short.format(Date.now() + offsetMs)
    element.ariaLabel = `Clock: ${element.textContent}${offsetMs ? ", moved" : ""}`
    element.classList.toggle("moved", offsetMs !== 0)
  }
  const read = async () => {
    const { clock } = await ask("/__sim/clock").catch(() => ({ clock: { offset_ms: offsetMs } }))
    offsetMs = clock.offset_ms
    tick()
  }
  whenChanged(["clock"], read)
  setInterval(tick, 1_000)
  await read()
}

/** What time it is, and what moves it. */
export function clockPage() {
  const shown = h("p", { class: "bigtime" })
  const about = h("div")
  const at = h("input", { type: "datetime-local", required: true, min: "2000-01-02T00:00", max: "2099-12-30T00:00" })
  const tick = () => (shown.textContent = local.format(Date.now() + offsetMs))

  const read = async () => {
    try {
      const { clock } = await ask("/__sim/clock")
      offsetMs = clock.offset_ms
      about.replaceChildren(facts(factsOf(clock)))
    } catch (error) {
      about.replaceChildren(h("p", { class: "strong" }, error.message))
    }
    tick()
  }
  const move = (body, done) => attempt(done, () => ask("/__sim/clock", { method: "POST", body }))
  const forget = whenChanged(["clock"], read)
  const ticking = setInterval(tick, 1_000)
  void read()

  const set = (event) => {
    event.preventDefault()
    void move({ at: new Date(at.value).toISOString() }, "The clock is set")
  }
  return {
    title: "Clock",
    about:
      "The sandbox and the shops that follow it go by this time. What was due by then happens at once, in its order.",
    buttons: [],
    parts: [
      h(
        "section",
        { class: "card pad stack" },
        shown,
        about,
        h(
          "div",
          { class: "buttons" },
          STEPS.map(([label, seconds]) =>
            h(
              "button",
              { onclick: () => move({ advance_seconds: seconds }, `The clock moved by ${label.slice(1)}`) },
              label
            )
          ),
          h(
            "button",
            { class: "primary", onclick: () => move({ reset: true }, "The clock shows the machine's time") },
            "Back to now"
          )
        ),
        h(
          "form",
          { class: "inline", onsubmit: set },
          field("Set to (your time zone)", at),
          h("button", {}, "Set the clock")
        )
      ),
    ],
    leave: () => {
      forget()
      clearInterval(ticking)
    },
  }
}

const factsOf = ({ now, offset_ms: offset, waiting, next_due_at: due, followers }) => [
  ["UTC", now.slice(0, 19).replace("T", " ")],
  [
    "Moved",
    offset ? `${duration(offset)} ${offset > 0 ? "ahead of" : "behind"} this machine` : "no, it is this machine's time",
  ],
  ["Waiting", due ? `${waiting}, the next at ${due.slice(0, 19).replace("T", " ")} UTC` : "nothing"],
  ["Followed by", `${followers} ${followers === 1 ? "process" : "processes"} of the shop`],
]
