import { z } from "@medusajs/framework/zod"

/** Options of the plugin, as `compliance({ ... })` takes them. */
export const complianceOptionsSchema = z.strictObject({
  /**
   * Base of the URLs of generated product images: the address under which this backend is reached, no slash at the end.
   *
   * @default `BACKEND_URL`, else `http://localhost:PORT`
   */
  imageBaseUrl: z.url({ protocol: /^https?$/ }).refine((url) => !url.endsWith("/"), "must not end with a slash"),
})

export type ComplianceModuleOptions = z.infer<typeof complianceOptionsSchema>
