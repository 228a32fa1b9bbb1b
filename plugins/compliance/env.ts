import type { EnvVariable } from "@rise-via/core"

/** None of its own: generated images use core's `BACKEND_URL`. */
export const env: EnvVariable[] = []

export default env
