import { z } from "@medusajs/framework/zod"
import { Router } from "express"
import { handler, notFound, Paging, parse, Problem } from "../frame/problem"
import type { PanelTable, SandboxFrame, SandboxService } from "../frame/service"
import { page } from "../frame/shelf"
import { s3Api } from "./api"
import { rawBody } from "./body"
import { Objects, type StoredObject } from "./objects"
import type { Keys } from "./signature"

/** What the sandbox accepts unless its options say otherwise. */
export const DEFAULT_KEYS: Keys = { accessKeyId: "sandbox-access-key", secretAccessKey: "sandbox-secret-key" }
export const DEFAULT_BUCKET = "shop-files"

export type S3Options = Partial<Keys> & { bucket?: string }

const ObjectQuery = z.strictObject({
  bucket: z.string().max(63).optional(),
  q: z.string().max(1024).optional(),
  ...Paging,
})
const ObjectName = z.strictObject({ bucket: z.string().min(1).max(63), key: z.string().min(1).max(1024) })

const show = ({ bucket, key, bytes, etag, headers, isPublic, modified_at: at }: StoredObject) => ({
  bucket,
  key,
  size: bytes.length,
  etag,
  headers,
  public: isPublic,
  modified_at: at.toISOString(),
})

/** S3-compatible storage below `/s3`, for the endpoint `<sandbox>/s3` with the bucket in the path. In memory only. */
export function s3(frame: SandboxFrame, options: S3Options = {}): SandboxService {
  const objects = new Objects(frame.clock.now)
  const buckets = [options.bucket || DEFAULT_BUCKET]
  objects.reset(buckets)

  const newestFirst = ({ bucket, q }: { bucket?: string; q?: string }) =>
    objects
      .buckets()
      .filter(({ name }) => !bucket || name === bucket)
      .flatMap(({ name }) => objects.list(name))
      .filter(({ key }) => !q || key.includes(q))
      .sort((a, b) => b.modified_at.getTime() - a.modified_at.getTime())

  const router = Router()
  router.use("/__sim", control(objects, newestFirst))
  router.use(
    s3Api(objects, {
      accessKeyId: options.accessKeyId || DEFAULT_KEYS.accessKeyId,
      secretAccessKey: options.secretAccessKey || DEFAULT_KEYS.secretAccessKey,
    })
  )

  return {
    name: "s3",
    title: "Files (S3-compatible storage)",
    parsers: [rawBody],
    router,
    reset: () => objects.reset(buckets),
    state: () => ({
      bytes: objects.totalBytes,
      buckets: objects.buckets().map(({ name }) => name),
      objects: newestFirst({}).map(show),
    }),
    panel: { tables: [objectTable(newestFirst)] },
  }
}

type Find = (filter: { bucket?: string; q?: string }) => StoredObject[]

/** `/s3/__sim`: looking and deleting without a signature; it exists in the sandbox only. */
function control(objects: Objects, find: Find) {
  const router = Router()
  router.get(
    "/objects",
    handler((req, res) => {
      const { limit, offset, ...filter } = parse(ObjectQuery, req.query)
      const { rows, count } = page(find(filter), { limit, offset })
      res.json({ objects: rows.map(show), count, limit, offset })
    })
  )
  router.post(
    "/objects/delete",
    handler((req, res) => {
      const { bucket, key } = parse(ObjectName, req.body)
      if (!objects.buckets().some(({ name }) => name === bucket) || !objects.get(bucket, key)) {
        throw new Problem(404, `there is no object ${bucket}/${key}`, "key")
      }
      objects.delete(bucket, key)
      res.json({ bucket, key, deleted: true })
    })
  )
  router.use(notFound)
  return router
}

function objectTable(find: Find): PanelTable {
  return {
    name: "objects",
    title: "Objects",
    empty: "No file yet.",
    columns: ["At (UTC)", "Bucket", "Key", "Type", "Bytes", "Readable by"],
    page: ({ limit, offset, q }) => {
      const { rows, count } = page(find({ q }), { limit, offset })
      return { rows: rows.map(rowOf), count }
    },
  }
}

const rowOf = (object: StoredObject) => {
  const { bucket, key, size, headers, public: isPublic, modified_at: at } = show(object)
  return {
    id: `${bucket}/${key}`,
    cells: [
      at.slice(0, 19).replace("T", " "),
      bucket,
      key,
      headers["content-type"] ?? null,
      size,
      isPublic ? "all" : "the shop",
    ],
    acts: [{ label: "Delete", path: "/s3/__sim/objects/delete", body: { bucket, key }, danger: true }],
    detail: show(object),
  }
}
