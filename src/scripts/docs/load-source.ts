import { createRequire } from "node:module"

/** Loads a source file by its path. As CommonJS: `import()` would load second copies of what is loaded already. */
export const loadSource: (file: string) => any = createRequire(__filename)
