import { h } from "./dom.js"

const SHOWN_MS = { done: 5_000, failed: 12_000 }

/**
 * A short message above everything, also above an open dialog; read out by screen readers.
 *
 * @param {"done" | "failed"} kind
 * @param {string} text
 */
export function toast(kind, text) {
  const toasts = document.getElementById("toasts")
  const close = () => {
    message.remove()
    if (!toasts.children.length) {
      toasts.hidePopover()
    }
  }
  const message = h(
    "div",
    { class: `toast ${kind}`, role: kind === "failed" ? "alert" : null },
    h("span", {}, text),
    h("button", { class: "icon", "aria-label": "Close this message", onclick: close }, "×")
  )
  toasts.append(message)
  raise()
  setTimeout(close, SHOWN_MS[kind])
}

/**
 * Puts the messages above everything. They live in the topmost dialog, because nothing outside of a modal one can be
 * pressed, and are shown anew, because the latest of the top layer is above the others.
 */
export function raise() {
  const toasts = document.getElementById("toasts")
  if (toasts.matches(":popover-open")) {
    toasts.hidePopover()
  }
  const home = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body
  home.append(toasts)
  if (toasts.children.length) {
    toasts.showPopover()
  }
}

/** Runs `work` and says how it ended: `done`, or the sandbox's own sentence. True when it went well. */
export async function attempt(done, work) {
  try {
    await work()
    toast("done", done)
    return true
  } catch (error) {
    toast("failed", error.message)
    return false
  }
}
