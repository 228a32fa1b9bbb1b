import type { StoredObject } from "./objects"
import { invalid } from "./problem"
import { element } from "./xml"

const MAX_KEYS = 1000

/** One page of ListObjectsV2: keys, and what a delimiter folds together. The token of the next page is its last name. */
export function listObjects(all: StoredObject[], query: Map<string, string>) {
  const prefix = query.get("prefix") ?? ""
  const delimiter = query.get("delimiter") ?? ""
  const limit = Number(query.get("max-keys") ?? MAX_KEYS)
  if (!Number.isInteger(limit) || limit < 0) {
    throw invalid("Argument max-keys must be an integer between 0 and 2147483647")
  }
  const token = query.get("continuation-token")
  const after =
    token === undefined ? (query.get("start-after") ?? "") : Buffer.from(token, "base64url").toString("utf8")
  const encoded = query.get("encoding-type") === "url" ? encodeURIComponent : (text: string) => text

  const found = fold(all, prefix, delimiter).filter(({ name }) => order(name, after) > 0)
  const page = found.slice(0, Math.min(limit, MAX_KEYS))
  const isTruncated = page.length < found.length && limit > 0
  return {
    Prefix: encoded(prefix),
    Delimiter: delimiter ? encoded(delimiter) : undefined,
    MaxKeys: Math.min(limit, MAX_KEYS),
    KeyCount: page.length,
    IsTruncated: isTruncated,
    NextContinuationToken: isTruncated ? Buffer.from(page[page.length - 1].name).toString("base64url") : undefined,
    Contents: page.flatMap(({ name, object }) =>
      object
        ? element("Contents", {
            Key: encoded(name),
            LastModified: object.modified_at.toISOString(),
            ETag: object.etag,
            Size: object.bytes.length,
            StorageClass: "STANDARD",
          })
        : []
    ),
    CommonPrefixes: page.flatMap(({ name, object }) =>
      object ? [] : element("CommonPrefixes", { Prefix: encoded(name) })
    ),
  }
}

const order = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** The names of a listing in their order: whole keys, and once each what stands before the delimiter. */
function fold(all: StoredObject[], prefix: string, delimiter: string): { name: string; object?: StoredObject }[] {
  const names = new Map<string, StoredObject | undefined>()
  for (const object of all.filter(({ key }) => key.startsWith(prefix))) {
    const end = delimiter ? object.key.indexOf(delimiter, prefix.length) : -1
    if (end < 0) {
      names.set(object.key, object)
    } else {
      names.set(object.key.slice(0, end + delimiter.length), undefined)
    }
  }
  return [...names].map(([name, object]) => ({ name, object }))
}
