import { createHash } from "node:crypto"
import { crc32 } from "node:zlib"
import { S3Problem } from "./problem"

const fourBytes = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

const digest = (algorithm: string) => (bytes: Buffer) => createHash(algorithm).update(bytes).digest()

const castagnoli = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) {
    value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1
  }
  return value >>> 0
})

const crc32c = (bytes: Buffer) => {
  let value = 0xffffffff
  for (const byte of bytes) {
    value = castagnoli[(value ^ byte) & 0xff] ^ (value >>> 8)
  }
  return ~value
}

const ALGORITHMS: Record<string, (bytes: Buffer) => Buffer> = {
  "content-md5": digest("md5"),
  "x-amz-checksum-crc32": (bytes) => fourBytes(crc32(bytes)),
  "x-amz-checksum-crc32c": (bytes) => fourBytes(crc32c(bytes)),
  "x-amz-checksum-sha1": digest("sha1"),
  "x-amz-checksum-sha256": digest("sha256"),
}

/** Settings of a checksum, not checksums themselves. */
const SETTINGS = ["x-amz-checksum-mode", "x-amz-checksum-algorithm", "x-amz-checksum-type"]

const isChecksum = (name: string) => name === "content-md5" || name.startsWith("x-amz-checksum-")

/**
 * Compares what arrived with every checksum that came with it: as a header, as a trailer, or, in a presigned address, as
 * a part of the query, which S3 takes for headers. Answers those that S3 gives back with the object.
 */
export function verifyChecksums(bytes: Buffer, claims: Record<string, string>): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [name, claimed] of Object.entries(claims)) {
    if (!isChecksum(name) || SETTINGS.includes(name)) {
      continue
    }
    const algorithm = ALGORITHMS[name]
    if (!algorithm) {
      throw new S3Problem(501, "NotImplemented", `The sandbox cannot compute ${name}.`)
    }
    const actual = algorithm(bytes).toString("base64")
    if (actual !== claimed) {
      throw new S3Problem(400, "BadDigest", `The ${name} you specified (${claimed}) did not match what we received.`)
    }
    if (name !== "content-md5") {
      found[name] = actual
    }
  }
  return found
}
