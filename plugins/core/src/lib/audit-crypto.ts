import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  scryptSync,
  timingSafeEqual,
} from "node:crypto"
import { canonicalJson } from "./audit-canonical"

/** What AUDIT_KEY gives: one key a purpose, so that no value made for one can stand in for another. */
export type AuditKeys = {
  /** Digests of entries. */
  entry: Buffer
  /** Links of the chain, heads of days, and the head record. */
  chain: Buffer
  /** Wraps the keys of persons. */
  wrap: Buffer
}

const IV_BYTES = 12
const TAG_BYTES = 16

/** Slow on purpose (some 50 ms): AUDIT_KEY may be a phrase that a person made up. Called once a process. */
export function deriveAuditKeys(auditKey: string): AuditKeys {
  const root = scryptSync(auditKey.normalize("NFC"), "rise-via.core.audit", 32, { N: 2 ** 14, r: 8, p: 1 })
  const key = (purpose: string) => Buffer.from(hkdfSync("sha256", root, "", `rise-via.core.audit.${purpose}`, 32))
  return { entry: key("entry"), chain: key("chain"), wrap: key("wrap") }
}

/** HMAC-SHA-256 in hex over the canonical JSON of a value. */
export const macOf = (key: Buffer, value: unknown) =>
  createHmac("sha256", key).update(canonicalJson(value)).digest("hex")

export function sameMac(a: string, b: string) {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** AES-256-GCM; iv, tag and text in one base64 value. `boundTo` must be the same when it is opened. */
export function encrypt(key: Buffer, plain: Buffer, boundTo: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(boundTo))
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), text]).toString("base64")
}

/** Throws when the key is another, or anything was changed. */
export function decrypt(key: Buffer, sealed: string, boundTo: string): Buffer {
  const bytes = Buffer.from(sealed, "base64")
  const iv = bytes.subarray(0, IV_BYTES)
  const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(boundTo)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()])
}

/** A new key for a person, and the same wrapped for the database. */
export function newPersonKey(keys: AuditKeys, personId: string) {
  const key = randomBytes(32)
  return { key, wrapped: encrypt(keys.wrap, key, personId) }
}

export const unwrapPersonKey = (keys: AuditKeys, wrapped: string, personId: string) =>
  decrypt(keys.wrap, wrapped, personId)
