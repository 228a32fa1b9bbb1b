import { readFileSync } from "node:fs"
import { join } from "node:path"
import { parse } from "yaml"
import { projectRoot } from "./settings"

/** What of a service the tests look at. */
export type ComposeService = {
  image?: string
  build?: string
  command?: string[]
  environment?: Record<string, string>
  profiles?: string[]
  depends_on?: Record<string, { condition: string }>
  healthcheck?: { test?: string[]; disable?: boolean }
  volumes?: string[]
  restart?: string
  read_only?: boolean
  [field: string]: unknown
}

export type Compose = { services: Record<string, ComposeService>; volumes: Record<string, unknown> }

/** A variable of the file: `${NAME}`, `${NAME:-default}`, `${NAME-default}` or `${NAME:?why}`. */
export type ComposeVariable = { name: string; operator: string; word: string }

const VARIABLE = /\$\{([A-Z][A-Z0-9_]*)(:-|-|:\?|\?)?([^}]*)\}/g

/** docker-compose.yml with its anchors and merges in place, variables not yet. */
export const readCompose = (): Compose => parse(composeText(), { merge: true })

export const composeText = () => readFileSync(join(projectRoot, "docker-compose.yml"), "utf8")

export const variablesOf = (text: string): ComposeVariable[] =>
  [...text.matchAll(VARIABLE)].map(([, name, operator = "", word]) => ({ name, operator, word }))

/** Puts the variables in as Compose does; one that is needed and missing is an error that names it. */
export function interpolate(text: string, env: Record<string, string>): string {
  return text.replace(VARIABLE, (_, name: string, operator: string | undefined, word: string) => {
    const value = env[name]
    const isMissing = operator?.startsWith(":") ? !value : value === undefined
    if (isMissing && operator?.endsWith("?")) {
      throw new Error(`${name} ${word}`)
    }
    return isMissing ? (operator?.endsWith("-") ? word : "") : value
  })
}

/** The environment that a container of the service gets from Compose. */
export const environmentOf = ({ environment = {} }: ComposeService, env: Record<string, string>) =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, interpolate(String(value), env)]))
