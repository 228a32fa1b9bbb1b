import { createHmac, timingSafeEqual } from "node:crypto"
import type { Request } from "express"
import { sha256 } from "./body"
import { accessDenied, S3Problem } from "./problem"

export type Keys = { accessKeyId: string; secretAccessKey: string }

const ALGORITHM = "AWS4-HMAC-SHA256"
const MAX_SKEW_MS = 15 * 60_000
const MAX_EXPIRES_SECONDS = 7 * 24 * 3600

/** RFC 3986, as AWS wants it. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text, "utf8").digest()

type Claim = {
  accessKeyId: string
  scope: string
  signedHeaders: string[]
  signature: string
  date: string
  payloadHash: string
  /** Seconds, of a presigned address only. */
  expires?: number
}

/**
 * The decoded parameters of a query, in their order. Medusa's own parsing of `a[b]=c` would change what was signed.
 */
export function queryOf(req: Request): [string, string][] {
  const [, text = ""] = req.originalUrl.split(/\?(.*)/s)
  return text
    .split("&")
    .filter(Boolean)
    .map((pair) => {
      const [name, value = ""] = pair.split(/=(.*)/s)
      return [decode(name), decode(value)]
    })
}

/** A part of an address, or the answer that it cannot be read. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new S3Problem(400, "InvalidURI", "Couldn't parse the specified URI.")
  }
}

/**
 * Checks Signature Version 4 as S3 does, in the header or in a presigned address. Answers false for a request without any
 * signature; throws S3's own errors for a wrong one.
 *
 * Times are the machine's and not those of the sandbox's movable clock: clients sign with the machine's.
 */
export function isSigned(req: Request, keys: Keys, now = Date.now()): boolean {
  const query = queryOf(req)
  const claim = claimOf(req, new Map(query))
  if (!claim) {
    return false
  }
  if (claim.accessKeyId !== keys.accessKeyId) {
    throw new S3Problem(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")
  }
  checkTime(claim, now)
  const expected = Buffer.from(sign(req, query, claim, keys.secretAccessKey))
  const given = Buffer.from(claim.signature)
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    throw new S3Problem(
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method."
    )
  }
  return true
}

function claimOf(req: Request, query: Map<string, string>): Claim | undefined {
  if (query.has("X-Amz-Signature")) {
    const of = (name: string) => query.get(`X-Amz-${name}`) ?? ""
    if (of("Algorithm") !== ALGORITHM || !/^\d{1,6}$/.test(of("Expires"))) {
      throw new S3Problem(400, "AuthorizationQueryParametersError", "The presigned address is not complete.")
    }
    return {
      ...credential(of("Credential")),
      signedHeaders: of("SignedHeaders").split(";"),
      signature: of("Signature"),
      date: of("Date"),
      payloadHash: query.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD",
      expires: Number(of("Expires")),
    }
  }
  const header = req.get("authorization")
  if (!header) {
    return undefined
  }
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)$/.exec(
    header
  )
  const payloadHash = req.get("x-amz-content-sha256")
  if (!parts || !payloadHash) {
    throw new S3Problem(400, "AuthorizationHeaderMalformed", "The authorization header you provided is not valid.")
  }
  return {
    ...credential(parts[1]),
    signedHeaders: parts[2].split(";"),
    signature: parts[3],
    date: req.get("x-amz-date") ?? "",
    payloadHash,
  }
}

function credential(text: string) {
  const [accessKeyId, ...scope] = text.split("/")
  if (scope.length !== 4 || scope[2] !== "s3" || scope[3] !== "aws4_request") {
    throw new S3Problem(
      400,
      "AuthorizationHeaderMalformed",
      "The credential is not <key>/<date>/<region>/s3/aws4_request."
    )
  }
  return { accessKeyId, scope: scope.join("/") }
}

function checkTime({ date, scope, expires }: Claim, now: number) {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date)
  if (!parts || !scope.startsWith(date.slice(0, 8))) {
    throw accessDenied("the request needs a valid x-amz-date of the day in its credential")
  }
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number)
  const at = Date.UTC(year, month - 1, day, hour, minute, second)
  if (expires === undefined) {
    if (Math.abs(now - at) > MAX_SKEW_MS) {
      throw new S3Problem(403, "RequestTimeTooSkewed", "The difference between the request time and ours is too large.")
    }
    return
  }
  if (expires < 1 || expires > MAX_EXPIRES_SECONDS) {
    throw new S3Problem(400, "AuthorizationQueryParametersError", "X-Amz-Expires must be between 1 and 604800 seconds.")
  }
  if (at > now + MAX_SKEW_MS) {
    throw accessDenied("the address is not valid yet")
  }
  if (now > at + expires * 1000) {
    throw accessDenied("Request has expired")
  }
}

function sign(req: Request, query: [string, string][], claim: Claim, secret: string): string {
  if (!claim.signedHeaders.includes("host")) {
    throw accessDenied("the host must be signed")
  }
  const path = req.originalUrl
    .split("?")[0]
    .split("/")
    .map((part) => encode(decode(part)))
  const parameters = query
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => [encode(name), encode(value)])
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map((pair) => pair.join("="))
  const headers = claim.signedHeaders.map((name) => `${name}:${(req.get(name) ?? "").trim().replace(/\s+/g, " ")}\n`)
  const canonical = [
    req.method,
    path.join("/"),
    parameters.join("&"),
    headers.join(""),
    claim.signedHeaders.join(";"),
    claim.payloadHash,
  ].join("\n")
  const [day, region, service, end] = claim.scope.split("/")
  const key = [region, service, end].reduce<Buffer>((with_, part) => hmac(with_, part), hmac(`AWS4${secret}`, day))
  return hmac(key, [ALGORITHM, claim.date, claim.scope, sha256(canonical)].join("\n")).toString("hex")
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
