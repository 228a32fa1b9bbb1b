import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  UploadPartCommand,
} from "@aws-sdk/client-s3"
import { Upload } from "@aws-sdk/lib-storage"
import { getSignedUrl } from "@aws-sdk/s3-request-presigner"
import { createHash, randomBytes } from "node:crypto"
import { PassThrough } from "node:stream"
import { gzipSync } from "node:zlib"
import { sandboxOfEachTest } from "./support"

const KEYS = { accessKeyId: "sandbox-access-key", secretAccessKey: "sandbox-secret-key" }
const Bucket = "shop-files"
const MIB = 1024 * 1024

describe("the S3-compatible storage", () => {
  const sandbox = sandboxOfEachTest()
  const clients: S3Client[] = []
  afterEach(() => clients.splice(0).forEach((client) => client.destroy()))

  const client = (config: S3ClientConfig = {}) => {
    const made = new S3Client({
      region: "us-west-2",
      endpoint: `${sandbox.url()}/s3`,
      forcePathStyle: true,
      credentials: KEYS,
      maxAttempts: 1,
      ...config,
    })
    clients.push(made)
    return made
  }
  const put = (Key: string, Body: string | Buffer, more: object = {}) =>
    client().send(new PutObjectCommand({ Bucket, Key, Body, ...more }))
  const get = async (Key: string, more: object = {}) =>
    await client().send(new GetObjectCommand({ Bucket, Key, ...more }))
  /** What S3 said no with. */
  const refusal = (call: Promise<unknown>) =>
    call.then(
      () => "accepted",
      (error) => `${error.$metadata?.httpStatusCode} ${error.name}`
    )

  it("gives back what was put, byte for byte, with its type and its notes", async () => {
    const bytes = randomBytes(70_000)
    const key = "folder/a b+c&d=é(1)!'*~.png"
    const { ETag } = await put(key, bytes, {
      ContentType: "image/png",
      CacheControl: "public",
      Metadata: { "original-filename": "a%20b.png" },
    })
    expect(ETag).toBe(`"${createHash("md5").update(bytes).digest("hex")}"`)
    const object = await get(key)
    expect(Buffer.from(await object.Body!.transformToByteArray()).equals(bytes)).toBe(true)
    expect(object).toEqual(
      expect.objectContaining({
        ContentType: "image/png",
        CacheControl: "public",
        ContentLength: 70_000,
        ETag,
        Metadata: { "original-filename": "a%20b.png" },
      })
    )
    const head = await client().send(new HeadObjectCommand({ Bucket, Key: key }))
    expect(head).toEqual(expect.objectContaining({ ContentLength: 70_000, ETag }))
  })

  it("takes JSON and what is compressed as bytes, and an empty object", async () => {
    await put("heads/2026-11-22.json", '{"a":1}', { ContentType: "application/json" })
    const zipped = gzipSync("text")
    await put("zipped", zipped, { ContentEncoding: "gzip" })
    expect((await get("zipped")).ContentLength).toBe(zipped.length)
    await put("empty", "")
    expect(await (await get("heads/2026-11-22.json")).Body!.transformToString()).toBe('{"a":1}')
    expect((await get("empty")).ContentLength).toBe(0)
  })

  it("answers a part of an object, and refuses a part it does not have", async () => {
    await put("letters", "abcdefghij")
    const part = async (Range: string) => {
      const { Body, ContentRange } = await get("letters", { Range })
      return [await Body!.transformToString(), ContentRange]
    }
    expect(await part("bytes=2-4")).toEqual(["cde", "bytes 2-4/10"])
    expect(await part("bytes=7-")).toEqual(["hij", "bytes 7-9/10"])
    expect(await part("bytes=-2")).toEqual(["ij", "bytes 8-9/10"])
    expect(await refusal(get("letters", { Range: "bytes=10-" }))).toBe("416 InvalidRange")
  })

  it("overwrites, deletes one and many, and says nothing of what was not there", async () => {
    await put("one", "old")
    await put("one", "new")
    expect(await (await get("one")).Body!.transformToString()).toBe("new")
    await put("two & three", "x")
    await client().send(new DeleteObjectCommand({ Bucket, Key: "one" }))
    await client().send(new DeleteObjectCommand({ Bucket, Key: "one" }))
    const { Deleted } = await client().send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "two & three" }, { Key: "four" }] } })
    )
    expect(Deleted?.map(({ Key }) => Key)).toEqual(["two & three", "four"])
    expect(await refusal(get("two & three"))).toBe("404 NoSuchKey")
    expect(await refusal(client().send(new HeadObjectCommand({ Bucket, Key: "one" })))).toBe("404 NotFound")
  })

  it("lists page by page, folds folders, and starts where it was told", async () => {
    for (const key of ["b/1", "b/2", "a", "c", "b"]) {
      await put(key, key)
    }
    const list = async (more: object) => {
      const answer = await client().send(new ListObjectsV2Command({ Bucket, ...more }))
      return { ...answer, names: [...(answer.Contents ?? []), ...(answer.CommonPrefixes ?? [])] as any[] }
    }
    const first = await list({ MaxKeys: 3 })
    expect(first.names.map(({ Key }) => Key)).toEqual(["a", "b", "b/1"])
    expect(first.IsTruncated).toBe(true)
    const rest = await list({ MaxKeys: 3, ContinuationToken: first.NextContinuationToken })
    expect(rest.names.map(({ Key }) => Key)).toEqual(["b/2", "c"])
    expect(rest.IsTruncated).toBe(false)
    const folded = await list({ Delimiter: "/" })
    expect(folded.names.map(({ Key, Prefix }) => Key ?? Prefix)).toEqual(["a", "b", "c", "b/"])
    expect((await list({ Prefix: "b/", StartAfter: "b/1" })).names.map(({ Key }) => Key)).toEqual(["b/2"])
  })

  it("puts an upload in parts together, as file-s3 streams it", async () => {
    const bytes = randomBytes(11 * MIB)
    const Body = new PassThrough()
    const upload = new Upload({ client: client(), params: { Bucket, Key: "large.bin", Body } })
    Body.end(bytes)
    await upload.done()
    const object = await get("large.bin")
    expect(Buffer.from(await object.Body!.transformToByteArray()).equals(bytes)).toBe(true)
    expect(object.ETag).toMatch(/^"[0-9a-f]{32}-3"$/)
    expect(await (await sandbox.api("/__sim/state")).body.services.s3.bytes).toBe(11 * MIB)
  })

  it("refuses parts that are too small, unknown or out of order", async () => {
    const Key = "parts"
    const { UploadId } = await client().send(new CreateMultipartUploadCommand({ Bucket, Key }))
    const part = async (PartNumber: number, size: number) => ({
      PartNumber,
      ETag: (
        await client().send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: Buffer.alloc(size) }))
      ).ETag,
    })
    const complete = (Parts: object[]) =>
      refusal(
        client().send(
          new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } as never })
        )
      )
    const [one, two] = [await part(1, 5 * MIB), await part(2, 10)]
    expect(await complete([one, { ...two, ETag: '"x"' }])).toBe("400 InvalidPart")
    expect(await complete([two, one])).toBe("400 EntityTooSmall")
    expect(await complete([one, two])).toBe("accepted")
    expect(await complete([one, two])).toBe("404 NoSuchUpload")
  })

  it("takes chunks with a checksum behind them, and refuses them when that does not fit", async () => {
    const stream = new PassThrough()
    stream.end("in chunks")
    await client({ requestStreamBufferSize: 65_536 } as S3ClientConfig).send(
      new PutObjectCommand({ Bucket, Key: "chunked", Body: stream, ContentLength: 9, ChecksumAlgorithm: "SHA256" })
    )
    expect(await (await get("chunked")).Body!.transformToString()).toBe("in chunks")
    const { body } = await sandbox.api("/__sim/requests?service=s3&method=PUT")
    expect(body.requests[0].headers["x-amz-content-sha256"]).toBe("STREAMING-UNSIGNED-PAYLOAD-TRAILER")
    const wrong = put("wrong", "abc", { ChecksumSHA256: createHash("sha256").update("abd").digest("base64") })
    expect(await refusal(wrong)).toBe("400 BadDigest")
    expect(await refusal(get("wrong"))).toBe("404 NoSuchKey")
  })

  it("refuses a wrong secret, an unknown key, an old request and one without a signature", async () => {
    await put("secret", "x")
    const asking = (config: S3ClientConfig) =>
      refusal(client(config).send(new GetObjectCommand({ Bucket, Key: "secret" })))
    expect(await asking({ credentials: { ...KEYS, secretAccessKey: "wrong" } })).toBe("403 SignatureDoesNotMatch")
    expect(await asking({ credentials: { ...KEYS, accessKeyId: "nobody" } })).toBe("403 InvalidAccessKeyId")
    expect(await asking({ systemClockOffset: -20 * 60_000 })).toBe("403 RequestTimeTooSkewed")
    const { status, body, headers } = await sandbox.api("/s3/shop-files/secret")
    expect(status).toBe(403)
    expect(headers.get("content-type")).toMatch(/^application\/xml/)
    expect(body).toContain("<Code>AccessDenied</Code>")
    expect((await sandbox.api("/s3/")).status).toBe(403)
  })

  it("refuses what was changed after it was signed", async () => {
    const url = await getSignedUrl(client(), new GetObjectCommand({ Bucket, Key: "mine" }))
    await put("mine", "mine")
    await put("other", "other")
    expect((await fetch(url.replace("/mine", "/other"))).status).toBe(403)
    expect((await fetch(url.replace("X-Amz-Expires=900", "X-Amz-Expires=9000"))).status).toBe(403)
    expect((await fetch(url, { method: "DELETE" })).status).toBe(403)
    expect(await (await fetch(url)).text()).toBe("mine")
  })

  it("lets whoever has a presigned address read and write until it expires", async () => {
    const plain = client({ requestChecksumCalculation: "WHEN_REQUIRED" })
    const url = await getSignedUrl(
      plain,
      new PutObjectCommand({ Bucket, Key: "by browser.png", ContentType: "image/png" })
    )
    const written = await fetch(url, { method: "PUT", body: "picture", headers: { "content-type": "image/png" } })
    expect(written.status).toBe(200)
    expect((await get("by browser.png")).ContentType).toBe("image/png")

    const earlier = new Date(Date.now() - 61_000)
    const expired = await getSignedUrl(client(), new GetObjectCommand({ Bucket, Key: "by browser.png" }), {
      expiresIn: 60,
      signingDate: earlier,
    })
    const answer = await fetch(expired)
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain("<Message>Access Denied: Request has expired</Message>")
  })

  it("holds an upload against the checksum that the SDK signs into its address by default", async () => {
    const url = await getSignedUrl(client(), new PutObjectCommand({ Bucket, Key: "k" }))
    const answer = await fetch(url, { method: "PUT", body: "not empty" })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain("<Code>BadDigest</Code>")
  })

  it("shows to all only what its access list or the bucket's policy opens", async () => {
    await put("open.txt", "open", { ACL: "public-read" })
    await put("photo.png", "photo", { ACL: "private" })
    await put("heads.json", "{}")
    const statusOf = async (key: string) => (await fetch(`${sandbox.url()}/s3/${Bucket}/${key}`)).status
    expect([await statusOf("open.txt"), await statusOf("photo.png")]).toEqual([200, 403])

    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: "*", Action: ["s3:GetObject"], Resource: [`arn:aws:s3:::${Bucket}/*.png`] },
      ],
    })
    await client().send(new PutBucketPolicyCommand({ Bucket, Policy }))
    expect((await client().send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy)
    expect([await statusOf("photo.png"), await statusOf("heads.json")]).toEqual([200, 403])
    const broken = client().send(new PutBucketPolicyCommand({ Bucket, Policy: "[" }))
    expect(await refusal(broken)).toBe("400 MalformedPolicy")
  })

  it("makes buckets once, and deletes empty ones", async () => {
    const other = { Bucket: "other-files" }
    expect(await refusal(client().send(new HeadBucketCommand(other)))).toBe("404 NotFound")
    await client().send(new CreateBucketCommand(other))
    expect(await refusal(client().send(new CreateBucketCommand(other)))).toBe("409 BucketAlreadyOwnedByYou")
    expect(await refusal(client().send(new CreateBucketCommand({ Bucket: "No_Bucket" })))).toBe("400 InvalidBucketName")
    await client().send(new PutObjectCommand({ ...other, Key: "k", Body: "x" }))
    expect(await refusal(client().send(new DeleteBucketCommand(other)))).toBe("409 BucketNotEmpty")
    await client().send(new DeleteObjectCommand({ ...other, Key: "k" }))
    await client().send(new DeleteBucketCommand(other))
    const { Buckets } = await client().send(new ListBucketsCommand({}))
    expect(Buckets?.map(({ Name }) => Name)).toEqual([Bucket])
    expect(await refusal(client().send(new PutObjectCommand({ ...other, Key: "k", Body: "x" })))).toBe(
      "404 NoSuchBucket"
    )
  })

  it("keeps no more than it says", async () => {
    const bytes = Buffer.alloc(60 * MIB)
    for (const key of ["1", "2", "3", "4"]) {
      await put(key, bytes)
    }
    expect(await refusal(put("5", bytes))).toBe("403 QuotaExceeded")
    await put("1", "less")
    expect(await refusal(put("5", bytes))).toBe("accepted")
    expect(await refusal(put("6", Buffer.alloc(65 * MIB)))).toBe("400 EntityTooLarge")
  })

  it("says of what it does not know that it does not", async () => {
    const tags = client().send(new GetObjectTaggingCommand({ Bucket, Key: "x" }))
    expect(await refusal(tags)).toBe("501 NotImplemented")
    const { status } = await sandbox.api("/s3/shop-files/%E0%A4%A")
    expect(status).toBe(400)
  })

  it("shows its objects to people, and lets them delete one", async () => {
    await put("a/one.txt", "1", { ContentType: "text/plain" })
    await put("two", "22")
    const panel = await sandbox.api("/__sim/panels/s3/objects?limit=10&offset=0")
    expect(panel.body.rows.map(({ cells }: any) => cells.slice(1))).toEqual(
      expect.arrayContaining([
        ["shop-files", "a/one.txt", "text/plain", 1, "the shop"],
        ["shop-files", "two", "application/octet-stream", 2, "the shop"],
      ])
    )
    const [act] = panel.body.rows.find(({ id }: any) => id === "shop-files/two").acts
    expect((await sandbox.api(act.path, "POST", act.body)).body).toEqual({ bucket: Bucket, key: "two", deleted: true })
    expect((await sandbox.api(act.path, "POST", act.body)).status).toBe(404)
    expect((await sandbox.api(act.path, "POST", { bucket: Bucket })).body).toEqual(
      expect.objectContaining({ field: "key" })
    )
    const { body } = await sandbox.api("/s3/__sim/objects?q=one")
    expect(body).toEqual(
      expect.objectContaining({ count: 1, objects: [expect.objectContaining({ key: "a/one.txt" })] })
    )
    await sandbox.api("/__sim/reset", "POST")
    expect((await sandbox.api("/s3/__sim/objects")).body.count).toBe(0)
  })
})
