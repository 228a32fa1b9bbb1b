import express, { Router } from "express"
import { join } from "node:path"

/**
 * The page shows what strangers sent. Only our own files may run or paint on it, it talks to the sandbox alone, frames
 * nothing but the sandbox's previews, and nobody frames it.
 */
const POLICY = [
  "default-src 'none'",
  ...["script-src", "style-src", "img-src", "connect-src", "frame-src"].map((kind) => `${kind} 'self'`),
  ...["base-uri", "form-action", "frame-ancestors"].map((kind) => `${kind} 'none'`),
].join("; ")

/** `/`: the console, plain files without a build. */
export function consolePage() {
  const router = Router()
  router.use(
    express.static(join(__dirname, "..", "console"), {
      setHeaders: (res) => {
        res.setHeader("content-security-policy", POLICY)
        res.setHeader("x-content-type-options", "nosniff")
        res.setHeader("referrer-policy", "no-referrer")
        res.setHeader("cache-control", "no-cache")
      },
    })
  )
  return router
}
