import { randomUUID } from "node:crypto"
import { DEFAULT_AEROPAY } from "../../src/sandbox/aeropay/world"
import { pythonJson, sign, signedText } from "../../src/sandbox/aeropay/signature"

const PATH = "/hooks/payment/aeropay_aeropay"

export type SignedCallback = { id: string; body: string; headers: Record<string, string> }

/** Callbacks as Aeropay signs them, each about another user that this shop has never seen. */
export function signedCallbacks(storeUrl: string, count: number): SignedCallback[] {
  return Array.from({ length: count }, () => {
    const id = randomUUID()
    const date = new Date().toISOString().slice(0, 19).replace("T", " ")
    const body = { topic: "user_active", data: { userId: id }, payloadVersion: "2.0", date }
    const signature = sign(signedText(body, `${storeUrl}${PATH}`), DEFAULT_AEROPAY.signingKey)
    return { id, body: pythonJson(body), headers: { "content-type": "application/json", "ap-signature": signature } }
  })
}

/** Sends them, `atOnce` at any moment. `answered` is told of each that the store accepted; a broken connection is none. */
export async function sendCallbacks(
  storeUrl: string,
  callbacks: SignedCallback[],
  { atOnce = 32, answered }: { atOnce?: number; answered: (id: string) => void }
): Promise<void> {
  const left = [...callbacks]
  const sender = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const { id, body, headers } = next
      const answer = await fetch(`${storeUrl}${PATH}`, { method: "POST", body, headers }).catch(() => null)
      if (answer?.status === 200) {
        await answer.arrayBuffer()
        answered(id)
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sender))
}
