import Medusa from "@medusajs/js-sdk"

// Put in by the admin's own build, so that an admin served from another origin finds its server.
declare const __BACKEND_URL__: string | undefined
declare const __AUTH_TYPE__: "session" | "jwt" | undefined
declare const __JWT_TOKEN_STORAGE_KEY__: string | undefined

export const sdk = new Medusa({
  baseUrl: typeof __BACKEND_URL__ === "undefined" ? "/" : __BACKEND_URL__,
  auth: {
    type: typeof __AUTH_TYPE__ === "undefined" ? "session" : __AUTH_TYPE__,
    jwtTokenStorageKey:
      typeof __JWT_TOKEN_STORAGE_KEY__ === "undefined" ? undefined : __JWT_TOKEN_STORAGE_KEY__ || undefined,
  },
})
