import { z } from "@medusajs/framework/zod"
import { refusal } from "./requirements"

/**
 * The options of a plugin with its defaults filled in. Throws one sentence that names the plugin and each option that
 * is wrong, missing or unknown; never a value, which may be a secret.
 *
 * @param schema a strict object, so that a misspelt option is not silence
 */
export function parseOptions<T>(plugin: string, schema: z.ZodType<T>, given: Record<string, unknown> = {}): T {
  // Medusa lays its connection beside the options of every module.
  const { database: _database, ...options } = given
  const result = schema.safeParse(options)
  if (!result.success) {
    throw refusal(`options of ${plugin} in medusa-config.ts: ${result.error.issues.map(sentence).join("; ")}`)
  }
  return result.data
}

/** The same as lines for `problems` of a `RiseViaPlugin`. */
export function optionProblems<T>(plugin: string, schema: z.ZodType<T>, given: Record<string, unknown>): string[] {
  const result = schema.safeParse(given)
  return result.success ? [] : result.error.issues.map((issue) => `${plugin}, ${sentence(issue)}`)
}

function sentence(issue: z.core.$ZodIssue): string {
  const at = issue.path.map(String)
  if (issue.code === "unrecognized_keys") {
    return `unknown option ${issue.keys.map((key) => [...at, key].join(".")).join(", ")}`
  }
  return `${at.length ? `option ${at.join(".")}: ` : ""}${issue.message}`
}
