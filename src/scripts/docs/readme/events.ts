import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { loadSource } from "../load-source"
import { commentsOf } from "./comments"

/** The events of a plugin: the objects `…Events` of its `workflows/events.ts`, with the comment of each. */
export function eventsOf(source: string): { name: string; meaning: string }[] {
  const file = join(source, "workflows", "events.ts")
  if (!existsSync(file)) {
    return []
  }
  const variables = [...readFileSync(file, "utf8").matchAll(/^export const (\w+Events)\b/gm)].map(([, name]) => name)
  return variables.flatMap((variable) => {
    const comments = commentsOf(file, variable)
    return Object.entries<string>(loadSource(file)[variable]).map(([key, name]) => {
      const meaning = comments.get(key)?.text
      if (!meaning) {
        throw new Error(`${file}: ${variable}.${key} has no comment that says when it is emitted`)
      }
      return { name, meaning }
    })
  })
}
