import { readFileSync } from "node:fs"
import { join } from "node:path"
import { projectRoot } from "../../support/settings"

/** The Medusa that the plugins are made for. */
export const MEDUSA: string = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")).dependencies[
  "@medusajs/medusa"
]

/**
 * The files of a new Medusa application that matter to what is installed beside it: the packages, the compiler and the
 * variables that Medusa's own starter comes with.
 */
export function stockFiles({ databaseUrl }: { databaseUrl?: string }): Record<string, string> {
  const variables = {
    STORE_CORS: "http://localhost:8000",
    ADMIN_CORS: "http://localhost:5173,http://localhost:9000",
    AUTH_CORS: "http://localhost:5173,http://localhost:9000,http://localhost:8000",
    JWT_SECRET: "supersecret",
    COOKIE_SECRET: "supersecret",
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  }
  return {
    "package.json": json({
      name: "a-merchants-shop",
      version: "0.0.1",
      private: true,
      scripts: { build: "medusa build", start: "medusa start", dev: "medusa develop" },
      dependencies: {
        "@medusajs/admin-sdk": MEDUSA,
        "@medusajs/cli": MEDUSA,
        "@medusajs/framework": MEDUSA,
        "@medusajs/medusa": MEDUSA,
      },
      devDependencies: {
        "@swc/core": "^1.7.28",
        "@types/node": "^20.12.11",
        "@types/react": "^18.3.2",
        "@types/react-dom": "^18.2.25",
        react: "^18.3.1",
        "react-dom": "^18.3.1",
        "ts-node": "^10.9.2",
        typescript: "^5.6.2",
        vite: "^5.4.14",
      },
      engines: { node: ">=20" },
    }),
    "tsconfig.json": json({
      compilerOptions: {
        target: "ES2021",
        module: "Node16",
        moduleResolution: "Node16",
        esModuleInterop: true,
        emitDecoratorMetadata: true,
        experimentalDecorators: true,
        skipLibCheck: true,
        outDir: "./.medusa/server",
        rootDir: "./",
        jsx: "react-jsx",
        resolveJsonModule: true,
        strictNullChecks: true,
      },
      "ts-node": { swc: true },
      include: ["**/*", ".medusa/types/*"],
      exclude: ["node_modules", ".medusa/server", ".medusa/admin", ".cache"],
    }),
    ".env": Object.entries(variables)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  }
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
