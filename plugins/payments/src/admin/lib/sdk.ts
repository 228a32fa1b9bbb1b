import Medusa from "@medusajs/js-sdk"

/** The admin is served by the backend itself, with its session cookie. */
export const sdk = new Medusa({ baseUrl: "/", auth: { type: "session" } })
