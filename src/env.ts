import type { EnvVariable } from "@rise-via/core"

/** What the store itself reads, beside the variables of its plugins. */
export const env: EnvVariable[] = [
  { name: "PORT", description: "Port of the store API and the admin. Default 9000.", example: "9000" },
  {
    name: "SANDBOX_PORT",
    description: "Port of the sandbox that `npm start` runs in demo mode. Default 9100.",
    example: "9100",
  },
  {
    name: "SANDBOX_HOST",
    description: "Address the sandbox listens on. Default 127.0.0.1: nobody else reaches it. In a container 0.0.0.0.",
    example: "0.0.0.0",
  },
  {
    name: "SANDBOX_CALLS",
    description: "Hosts that the sandbox may call back beside its own machine, comma separated. Default: none.",
    example: "server",
  },
  {
    name: "DATABASE_PORT",
    description: "Port of the embedded PostgreSQL that runs while DATABASE_URL is unset. Default 5433.",
    example: "5433",
  },
  {
    name: "POSTGRES_PASSWORD",
    description:
      "Password of the PostgreSQL that docker-compose.yml runs. Letters and digits only: it becomes a part of DATABASE_URL there.",
    secret: true,
  },
  {
    name: "ADMIN_EMAIL",
    description: "Sign-in of the first admin user, who is made with the demo's data. Default admin@rise-via.test.",
    example: "owner@shop.example.com",
    generated: true,
  },
  {
    name: "ADMIN_PASSWORD",
    description: "Password of that first admin user. Used once, when the user is made; change it in the admin.",
    generated: true,
    secret: true,
  },
  {
    name: "MEDUSA_DISABLE_TELEMETRY",
    description: "Medusa reports anonymous usage to its makers unless this is true. Default here: true.",
    example: "true",
  },
]
