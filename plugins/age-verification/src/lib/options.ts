import { parseOptions as parse } from "@rise-via/core"
import { AgeVerificationOptionsSchema, type AgeVerificationOptions } from "../types/options"

/** Checks the plugin's options and fills in the defaults. Throws a sentence that names each wrong option. */
export const parseOptions = (given: Record<string, unknown> = {}): AgeVerificationOptions =>
  parse("@rise-via/age-verification", AgeVerificationOptionsSchema, given)
