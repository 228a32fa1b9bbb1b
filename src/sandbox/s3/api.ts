import { Router, type Request, type Response } from "express"
import { handler } from "../frame/problem"
import { checkPolicy, isPublic } from "./access"
import { payloadOf } from "./body"
import { listObjects } from "./list"
import type { Objects, StoredObject } from "./objects"
import { accessDenied, answerAsXml, invalid, noSuchKey, notImplemented, S3Problem } from "./problem"
import { isSigned, queryOf, decode, type Keys } from "./signature"
import { contentsOf, element, S3_NAMESPACE, textOf, xml } from "./xml"

const MAX_KEY_BYTES = 1024
const MAX_DELETED = 1000
const PUBLIC_ACLS = ["public-read", "public-read-write"]
/** Given back with an object as they came. */
const KEPT =
  /^(content-type|content-encoding|content-disposition|content-language|cache-control|expires|x-amz-meta-.+)$/

type Call = {
  req: Request
  res: Response
  bucket: string
  key: string
  query: Map<string, string>
  /** Headers, and the `x-amz-…` parameters that stand for headers in a presigned address. */
  claims: Record<string, string>
}

type Operation = (call: Call, objects: Objects) => unknown

/** `<method> <bucket|object> <sub-resource>`; a sub-resource is what the query names beside plain options. */
const OPERATIONS: Record<string, Operation> = {
  "GET service": ({ res }, objects) =>
    answer(res, "ListAllMyBucketsResult", {
      Buckets: [
        element(
          "Buckets",
          objects
            .buckets()
            .map(({ name, created_at: at }) => element("Bucket", { Name: name, CreationDate: at.toISOString() }))
        ),
      ],
    }),
  "PUT bucket": ({ res, bucket }, objects) => {
    objects.createBucket(bucket)
    res.setHeader("location", `/${bucket}`).end()
  },
  "HEAD bucket": ({ res, bucket }, objects) => {
    objects.bucket(bucket)
    res.end()
  },
  "DELETE bucket": ({ res, bucket }, objects) => {
    objects.deleteBucket(bucket)
    res.status(204).end()
  },
  "GET bucket": ({ res, bucket, query }, objects) => {
    if (query.get("list-type") !== "2") {
      throw notImplemented("ListObjects in its first version")
    }
    answer(res, "ListBucketResult", { Name: bucket, ...listObjects(objects.list(bucket), query) })
  },
  "GET bucket policy": ({ res, bucket }, objects) => {
    const { policy } = objects.bucket(bucket)
    if (!policy) {
      throw new S3Problem(404, "NoSuchBucketPolicy", "The bucket policy does not exist.")
    }
    res.type("application/json").send(policy)
  },
  "PUT bucket policy": ({ req, res, bucket, claims }, objects) => {
    objects.bucket(bucket).policy = checkPolicy(payloadOf(req, claims).bytes.toString("utf8"))
    res.status(204).end()
  },
  "POST bucket delete": ({ req, res, bucket, claims }, objects) => {
    const text = payloadOf(req, claims).bytes.toString("utf8")
    const keys = contentsOf(text, "Object").map((object) => textOf(object, "Key"))
    if (!keys.length || keys.length > MAX_DELETED || keys.some((key) => !key)) {
      throw new S3Problem(400, "MalformedXML", `The request names no keys, or more than ${MAX_DELETED}.`)
    }
    keys.forEach((key) => objects.delete(bucket, key!))
    const told = textOf(text, "Quiet") === "true" ? [] : keys.map((key) => element("Deleted", { Key: key }))
    answer(res, "DeleteResult", { Deleted: told })
  },
  "PUT object": ({ req, res, bucket, key, claims }, objects) => {
    if (claims["x-amz-copy-source"]) {
      throw notImplemented("CopyObject")
    }
    const { bytes, checksums } = payloadOf(req, claims)
    const fields = fieldsOf(claims)
    const { etag } = objects.put(bucket, key, bytes, { ...fields, headers: { ...fields.headers, ...checksums } })
    res.set({ ...checksums, etag }).end()
  },
  "GET object": (call, objects) => send(call, find(call, objects), true),
  "HEAD object": (call, objects) => send(call, find(call, objects), false),
  "DELETE object": ({ res, bucket, key }, objects) => {
    objects.delete(bucket, key)
    res.status(204).end()
  },
  "POST object uploads": ({ res, bucket, key, claims }, objects) =>
    answer(res, "InitiateMultipartUploadResult", {
      Bucket: bucket,
      Key: key,
      UploadId: objects.begin(bucket, key, fieldsOf(claims)),
    }),
  "PUT object uploadId": ({ req, res, bucket, key, query, claims }, objects) => {
    const number = Number(query.get("partNumber"))
    if (!Number.isInteger(number) || number < 1 || number > 10_000) {
      throw invalid("Part number must be an integer between 1 and 10000, inclusive")
    }
    const upload = objects.upload(query.get("uploadId")!, bucket, key)
    const { bytes, checksums } = payloadOf(req, claims)
    res.set({ ...checksums, etag: objects.addPart(upload, number, bytes).etag }).end()
  },
  "POST object uploadId": ({ req, res, bucket, key, query, claims }, objects) => {
    const text = payloadOf(req, claims).bytes.toString("utf8")
    const parts = contentsOf(text, "Part").map((part) => ({
      number: Number(textOf(part, "PartNumber")),
      etag: textOf(part, "ETag") ?? "",
    }))
    if (!parts.length) {
      throw new S3Problem(400, "MalformedXML", "The request names no parts.")
    }
    const { etag } = objects.complete(objects.upload(query.get("uploadId")!, bucket, key), parts)
    answer(res, "CompleteMultipartUploadResult", {
      Location: `/${bucket}/${key}`,
      Bucket: bucket,
      Key: key,
      ETag: etag,
    })
  },
  "DELETE object uploadId": ({ res, bucket, key, query }, objects) => {
    objects.abort(objects.upload(query.get("uploadId")!, bucket, key))
    res.status(204).end()
  },
}

/** Parameters that only refine an operation. */
const OPTIONS =
  /^(x-id|list-type|prefix|delimiter|max-keys|continuation-token|start-after|encoding-type|fetch-owner|partNumber|x-amz-.+)$/i

/** The part of S3's API that a shop's files need, path style: `/<bucket>/<key>`. Everything else says `NotImplemented`. */
export function s3Api(objects: Objects, keys: Keys) {
  const router = Router()
  router.use(
    handler((req, res) => {
      const call = read(req, res)
      const signed = isSigned(req, keys)
      const operation = OPERATIONS[nameOf(call)]
      if (!signed && !["GET object", "HEAD object"].includes(nameOf(call))) {
        throw accessDenied("the request has no signature")
      }
      if (!operation) {
        throw notImplemented(nameOf(call))
      }
      if (!signed) {
        const object = objects.get(call.bucket, call.key)
        if (!object || !isPublic(object, objects.bucket(call.bucket).policy)) {
          throw accessDenied("the object is not public")
        }
      }
      return operation(call, objects)
    })
  )
  router.use(answerAsXml)
  return router
}

function read(req: Request, res: Response): Call {
  const [, bucket = "", ...rest] = req.url.split("?")[0].split("/").map(decode)
  const key = rest.join("/")
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) {
    throw new S3Problem(400, "KeyTooLongError", "Your key is too long")
  }
  const query = queryOf(req)
  const hoisted = query.filter(([name]) => /^x-amz-/i.test(name)).map(([name, value]) => [name.toLowerCase(), value])
  const headers = Object.entries(req.headers).map(([name, value]) => [name, [value].flat().join(", ")])
  return { req, res, bucket, key, query: new Map(query), claims: Object.fromEntries([...hoisted, ...headers]) }
}

function nameOf({ req, bucket, key, query }: Call): string {
  const level = key ? "object" : bucket ? "bucket" : "service"
  return [req.method, level, ...[...query.keys()].filter((name) => !OPTIONS.test(name)).sort()].join(" ")
}

const fieldsOf = (claims: Record<string, string>) => ({
  headers: Object.fromEntries(
    Object.entries(claims)
      // How the bytes travelled, not what they are.
      .map(([name, value]) => [name, name === "content-encoding" ? value.replace(/aws-chunked,?\s*/, "") : value])
      .filter(([name, value]) => KEPT.test(name) && value)
  ),
  isPublic: PUBLIC_ACLS.includes(claims["x-amz-acl"]),
})

function find({ bucket, key }: Call, objects: Objects): StoredObject {
  const object = objects.get(bucket, key)
  if (!object) {
    throw noSuchKey(key)
  }
  return object
}

function send({ req, res }: Call, object: StoredObject, withBody: boolean) {
  const { bytes, etag, headers, modified_at: at } = object
  const range = /^bytes=(\d*)-(\d*)$/.exec(req.get("range") ?? "")
  const [from, to] = range ? span(range, bytes.length) : [0, bytes.length]
  res.set({ "content-type": "application/octet-stream", ...headers, etag, "last-modified": at.toUTCString() })
  res.setHeader("accept-ranges", "bytes")
  if (req.get("if-none-match") === etag) {
    res.status(304).end()
    return
  }
  if (range) {
    // These are of the whole object.
    Object.keys(headers)
      .filter((name) => name.startsWith("x-amz-checksum-"))
      .forEach((name) => res.removeHeader(name))
    res.status(206).setHeader("content-range", `bytes ${from}-${to - 1}/${bytes.length}`)
  }
  res.setHeader("content-length", to - from)
  res.end(withBody ? bytes.subarray(from, to) : undefined)
}

function span([, first, last]: RegExpExecArray, size: number): [number, number] {
  const from = first ? Number(first) : Math.max(0, size - Number(last))
  const to = first && last ? Math.min(size, Number(last) + 1) : size
  if (from >= to || (!first && !last)) {
    throw new S3Problem(416, "InvalidRange", "The requested range is not satisfiable")
  }
  return [from, to]
}

const answer = (res: Response, name: string, fields: Parameters<typeof element>[1]) =>
  void res.type("application/xml").send(xml(element(name, fields), S3_NAMESPACE))
