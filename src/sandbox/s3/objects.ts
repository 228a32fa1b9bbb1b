import { createHash, randomUUID } from "node:crypto"
import { noSuchBucket, noSuchUpload, S3Problem } from "./problem"

export type StoredObject = {
  bucket: string
  key: string
  bytes: Buffer
  etag: string
  /** Headers that S3 gives back with the object: type, cache control, `x-amz-meta-…`, checksums. */
  headers: Record<string, string>
  isPublic: boolean
  modified_at: Date
}

type Fields = Pick<StoredObject, "headers" | "isPublic">
type Bucket = { name: string; created_at: Date; policy?: string; objects: Map<string, StoredObject> }
type Part = { bytes: Buffer; etag: string }
type Upload = Fields & { id: string; bucket: string; key: string; parts: Map<number, Part> }

/** All objects and unfinished uploads together: the sandbox keeps them in memory. */
const MAX_TOTAL_BYTES = 256 * 1024 * 1024
const MAX_OBJECTS = 10_000
const MAX_BUCKETS = 100
const MAX_UPLOADS = 100
const SMALLEST_PART = 5 * 1024 * 1024

const md5 = (bytes: Buffer) => createHash("md5").update(bytes).digest()

/** Buckets and what is in them. */
export class Objects {
  #buckets = new Map<string, Bucket>()
  #uploads = new Map<string, Upload>()
  #total = 0

  constructor(private readonly now: () => Date) {}

  get totalBytes() {
    return this.#total
  }

  buckets = () => [...this.#buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1))

  createBucket(name: string) {
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
      throw new S3Problem(400, "InvalidBucketName", `The specified bucket is not valid: ${name}`)
    }
    if (this.#buckets.has(name)) {
      throw new S3Problem(409, "BucketAlreadyOwnedByYou", "Your previous request to create the bucket succeeded.")
    }
    if (this.#buckets.size >= MAX_BUCKETS) {
      throw new S3Problem(400, "TooManyBuckets", `The sandbox keeps at most ${MAX_BUCKETS} buckets.`)
    }
    this.#buckets.set(name, { name, created_at: this.now(), objects: new Map() })
  }

  bucket(name: string): Bucket {
    const bucket = this.#buckets.get(name)
    if (!bucket) {
      throw noSuchBucket(name)
    }
    return bucket
  }

  deleteBucket(name: string) {
    if (this.bucket(name).objects.size) {
      throw new S3Problem(409, "BucketNotEmpty", "The bucket you tried to delete is not empty.")
    }
    this.#buckets.delete(name)
  }

  put(bucketName: string, key: string, bytes: Buffer, fields: Fields, etag = md5(bytes).toString("hex")): StoredObject {
    const bucket = this.bucket(bucketName)
    const earlier = bucket.objects.get(key)
    const count = this.buckets().reduce((sum, { objects }) => sum + objects.size, 0)
    if (!earlier && count >= MAX_OBJECTS) {
      throw new S3Problem(403, "QuotaExceeded", `The sandbox keeps at most ${MAX_OBJECTS} objects.`)
    }
    this.#reserve(bytes.length - (earlier?.bytes.length ?? 0))
    const stored = { ...fields, bucket: bucketName, key, bytes, etag: `"${etag}"`, modified_at: this.now() }
    bucket.objects.set(key, stored)
    return stored
  }

  get = (bucket: string, key: string): StoredObject | undefined => this.bucket(bucket).objects.get(key)

  /** Deleting what is not there is a success, as with S3. */
  delete(bucketName: string, key: string) {
    const { objects } = this.bucket(bucketName)
    this.#total -= objects.get(key)?.bytes.length ?? 0
    objects.delete(key)
  }

  /** All objects of a bucket, by key in the order of bytes, as S3 lists them. */
  list = (bucket: string): StoredObject[] =>
    [...this.bucket(bucket).objects.values()].sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)))

  // ---- multipart uploads

  begin(bucket: string, key: string, fields: Fields): string {
    this.bucket(bucket)
    if (this.#uploads.size >= MAX_UPLOADS) {
      throw new S3Problem(403, "QuotaExceeded", `The sandbox keeps at most ${MAX_UPLOADS} unfinished uploads.`)
    }
    const id = randomUUID()
    this.#uploads.set(id, { ...fields, id, bucket, key, parts: new Map() })
    return id
  }

  upload(id: string, bucket: string, key: string): Upload {
    const upload = this.#uploads.get(id)
    if (!upload || upload.bucket !== bucket || upload.key !== key) {
      throw noSuchUpload()
    }
    return upload
  }

  addPart(upload: Upload, number: number, bytes: Buffer): Part {
    this.#reserve(bytes.length - (upload.parts.get(number)?.bytes.length ?? 0))
    const part = { bytes, etag: `"${md5(bytes).toString("hex")}"` }
    upload.parts.set(number, part)
    return part
  }

  /** Puts the named parts together, in the order given, which must be ascending. */
  complete(upload: Upload, wanted: { number: number; etag: string }[]): StoredObject {
    const parts = wanted.map(({ number, etag }, index) => {
      const part = upload.parts.get(number)
      if (!part || part.etag.replace(/"/g, "") !== etag.replace(/"/g, "")) {
        throw new S3Problem(400, "InvalidPart", `Part ${number} was not found, or its ETag is another one.`)
      }
      if (index && number <= wanted[index - 1].number) {
        throw new S3Problem(400, "InvalidPartOrder", "The parts were not in ascending order.")
      }
      if (index < wanted.length - 1 && part.bytes.length < SMALLEST_PART) {
        throw new S3Problem(400, "EntityTooSmall", "Every part but the last has 5 MiB or more.")
      }
      return part
    })
    const { bucket, key, headers, isPublic } = upload
    const digests = Buffer.concat(parts.map(({ bytes }) => md5(bytes)))
    const whole = Buffer.concat(parts.map(({ bytes }) => bytes))
    this.abort(upload)
    return this.put(bucket, key, whole, { headers, isPublic }, `${md5(digests).toString("hex")}-${parts.length}`)
  }

  abort({ id, parts }: Upload) {
    for (const { bytes } of parts.values()) {
      this.#total -= bytes.length
    }
    this.#uploads.delete(id)
  }

  reset(buckets: string[]) {
    this.#buckets.clear()
    this.#uploads.clear()
    this.#total = 0
    buckets.forEach((name) => this.createBucket(name))
  }

  #reserve(bytes: number) {
    if (this.#total + bytes > MAX_TOTAL_BYTES) {
      throw new S3Problem(403, "QuotaExceeded", `The sandbox keeps at most ${MAX_TOTAL_BYTES} bytes in memory.`)
    }
    this.#total += bytes
  }
}
