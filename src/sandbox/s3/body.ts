import { createHash } from "node:crypto"
import express, { type Request, type RequestHandler } from "express"
import { isControl } from "../frame/recorder"
import { verifyChecksums } from "./checksums"
import { invalid, notImplemented, S3Problem } from "./problem"

/** What one request may carry. */
export const MAX_REQUEST_BYTES = 64 * 1024 * 1024

const EMPTY = Buffer.alloc(0)
const arrived = new WeakMap<Request, Buffer | "too large">()
const readJson = express.json()

/**
 * Keeps the bytes as they came, compressed or in chunks: what was signed is what was sent. The record of requests shows
 * only how many there were. What people ask for below `__sim` is JSON.
 */
export const rawBody: RequestHandler = (req, res, next) => {
  if (isControl(req.path)) {
    readJson(req, res, next)
    return
  }
  const chunks: Buffer[] = []
  let length = 0
  req.on("data", (chunk: Buffer) => {
    length += chunk.length
    if (length > MAX_REQUEST_BYTES) {
      chunks.length = 0
    } else {
      chunks.push(chunk)
    }
  })
  // A client that gives up leaves nothing behind.
  req.once("end", () => {
    arrived.set(req, length > MAX_REQUEST_BYTES ? "too large" : Buffer.concat(chunks))
    req.body = { bytes: length }
    next()
  })
}

export type Payload = { bytes: Buffer; checksums: Record<string, string> }

/**
 * What the client wanted to store: chunks put together, and everything compared that it said about the content.
 * `claims` are the headers and the parameters of the query that stand for headers.
 */
export function payloadOf(req: Request, claims: Record<string, string>): Payload {
  const raw = arrived.get(req) ?? EMPTY
  if (raw === "too large") {
    const message = `The sandbox takes at most ${MAX_REQUEST_BYTES} bytes in one request.`
    throw new S3Problem(400, "EntityTooLarge", message)
  }
  const declared = claims["x-amz-content-sha256"]
  if (declared?.startsWith("STREAMING-") && declared !== "STREAMING-UNSIGNED-PAYLOAD-TRAILER") {
    throw notImplemented(`${declared} (chunks that are signed one by one)`)
  }
  if (declared?.startsWith("STREAMING-")) {
    const { bytes, trailers } = readChunks(raw)
    const length = claims["x-amz-decoded-content-length"]
    if (length !== undefined && Number(length) !== bytes.length) {
      throw new S3Problem(400, "IncompleteBody", `Expected ${length} bytes, received ${bytes.length}.`)
    }
    for (const name of (claims["x-amz-trailer"] ?? "").split(",").filter(Boolean)) {
      if (!(name.trim().toLowerCase() in trailers)) {
        throw new S3Problem(400, "MalformedTrailerError", `The trailer ${name} was announced and did not come.`)
      }
    }
    return { bytes, checksums: verifyChecksums(bytes, { ...claims, ...trailers }) }
  }
  if (declared && declared !== "UNSIGNED-PAYLOAD" && declared !== sha256(raw)) {
    throw new S3Problem(400, "XAmzContentSHA256Mismatch", "The x-amz-content-sha256 does not match what was received.")
  }
  return { bytes: raw, checksums: verifyChecksums(raw, claims) }
}

export const sha256 = (data: Buffer | string) => createHash("sha256").update(data).digest("hex")

/** `aws-chunked`: `<hex size>\r\n<bytes>\r\n` until a chunk of 0, then trailers as `name:value\r\n`. */
function readChunks(raw: Buffer): { bytes: Buffer; trailers: Record<string, string> } {
  const chunks: Buffer[] = []
  let at = 0
  const line = () => {
    const end = raw.indexOf("\r\n", at)
    if (end < 0) {
      throw new S3Problem(400, "IncompleteBody", "The chunked body ends in the middle.")
    }
    const text = raw.toString("latin1", at, end)
    at = end + 2
    return text
  }
  for (;;) {
    const [size] = line().split(";")
    if (!/^[0-9a-f]{1,8}$/i.test(size)) {
      throw invalid("A chunk has no size.")
    }
    const length = parseInt(size, 16)
    if (!length) {
      break
    }
    if (at + length + 2 > raw.length) {
      throw new S3Problem(400, "IncompleteBody", "A chunk is shorter than it says.")
    }
    chunks.push(raw.subarray(at, at + length))
    at += length + 2
  }
  const trailers: Record<string, string> = {}
  while (at < raw.length) {
    const [name, ...value] = line().split(":")
    if (name) {
      trailers[name.trim().toLowerCase()] = value.join(":").trim()
    }
  }
  return { bytes: Buffer.concat(chunks), trailers }
}
