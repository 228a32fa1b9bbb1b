import { createRequire } from "node:module"
import { PlainError } from "./project.mjs"

/** What everybody may read of a bucket that is made here: pictures of products. All else needs a signature. */
const PUBLIC = ["avif", "gif", "jpeg", "jpg", "png", "svg", "webp"]

/** The AWS client that the file provider uses, and the provider's own options, so that both mean the same bucket. */
function connection(env) {
  const require = createRequire(import.meta.url)
  const provider = createRequire(
    createRequire(require.resolve("@medusajs/medusa/package.json")).resolve("@medusajs/file-s3")
  )
  const sdk = provider("@aws-sdk/client-s3")
  const { infrastructure } = require("@rise-via/core")
  const { bucket, region, endpoint, access_key_id, secret_access_key, additional_client_config } =
    infrastructure(env)[0].options.providers[0].options
  const credentials = { accessKeyId: access_key_id, secretAccessKey: secret_access_key }
  return { sdk, bucket, client: new sdk.S3Client({ region, endpoint, credentials, ...additional_client_config }) }
}

const policyOf = (bucket) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "PicturesAreForAll",
      Effect: "Allow",
      Principal: "*",
      Action: ["s3:GetObject"],
      Resource: PUBLIC.map((ending) => `arn:aws:s3:::${bucket}/*.${ending}`),
    },
  ],
})

/**
 * Makes the bucket of S3_BUCKET unless it is there. A bucket that is there is left as it is: who may read it is its
 * owner's decision.
 *
 * @returns whether it was made now
 */
export async function ensureBucket(env) {
  const { sdk, bucket, client } = connection(env)
  try {
    await client.send(new sdk.HeadBucketCommand({ Bucket: bucket }))
    return false
  } catch (error) {
    if (error.$metadata?.httpStatusCode !== 404) {
      throw new PlainError(`The storage refuses the bucket of S3_BUCKET: ${error.message || error.name}`)
    }
    await client.send(new sdk.CreateBucketCommand({ Bucket: bucket }))
    await client.send(new sdk.PutBucketPolicyCommand({ Bucket: bucket, Policy: JSON.stringify(policyOf(bucket)) }))
    return true
  } finally {
    client.destroy()
  }
}
