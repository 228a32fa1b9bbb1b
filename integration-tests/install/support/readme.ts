import { readFileSync } from "node:fs"
import { join } from "node:path"

export type Instructions = {
  /** Lines of the shell, in their order: what to install, variables to add, what to run. */
  commands: string[]
  /** The whole `medusa-config.ts`. */
  config: string
}

/** What a plugin's README, as it lies in the installed package, tells a merchant to do. */
export function instructions(packageFolder: string): Instructions {
  const readme = readFileSync(join(packageFolder, "README.md"), "utf8")
  const [, section] = readme.match(/^## (?:2\.? )?Install and options$([\s\S]*?)^## /m) ?? []
  const blocks = [...(section ?? "").matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({
    language,
    text,
  }))
  const config = blocks.find(({ language, text }) => language === "ts" && text.startsWith("// medusa-config.ts"))
  if (!config) {
    throw new Error(`${packageFolder}/README.md shows no medusa-config.ts under "Install and options"`)
  }
  const commands = blocks.filter(({ language }) => language === "bash").flatMap(({ text }) => text.trim().split("\n"))
  return { commands, config: config.text }
}
