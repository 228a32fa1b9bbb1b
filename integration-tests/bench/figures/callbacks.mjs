import { createHmac, randomUUID } from "node:crypto"
import { inTurns, timed } from "../load.mjs"

const PATH = "/hooks/payment/aeropay_aeropay"
const AT_ONCE = 32
const LEAST = 300
/** The sandbox's signing key (`DEFAULT_AEROPAY`), which a shop in demo mode expects. */
const KEY = "5a9d0c1b7e3f4826a1d5c9e07b3f6428d0e4a8b2c6f13957e8d2b4a6c0f19375"

/** Signed callbacks a second that are checked, stored and answered, while those before them are being handled. */
export default {
  title: "Signed callbacks, thirty-two at a time",
  order: 70,
  systems: ["ours"],
  async measure({ system, sizes }) {
    const callbacks = Array.from({ length: sizes.callbacks }, () => signed(`${system.url}${PATH}`))
    const { ms } = await timed(() => inTurns(AT_ONCE, callbacks.length, () => send(system.url, callbacks.pop())))
    return [{ key: "callbacks/s", unit: "1/s", value: (sizes.callbacks * 1_000) / ms, least: LEAST }]
  },
}

/** As Aeropay signs: the body as Python writes JSON, and the subscribed address as its last field. */
function signed(url) {
  const date = new Date().toISOString().slice(0, 19).replace("T", " ")
  const fields = `"topic": "user_active", "data": {"userId": "${randomUUID()}"}, "payloadVersion": "2.0", "date": "${date}"`
  const signature = createHmac("sha256", KEY).update(`{${fields}, "url": "${url}"}`).digest("hex")
  return { body: `{${fields}}`, headers: { "content-type": "application/json", "ap-signature": signature } }
}

async function send(url, { body, headers }) {
  const answer = await fetch(`${url}${PATH}`, { method: "POST", body, headers })
  const text = await answer.text()
  if (answer.status !== 200) throw new Error(`A callback was answered ${answer.status}: ${text.slice(0, 200)}`)
}
