import type { ErrorRequestHandler } from "express"
import { element, xml } from "./xml"

/** An answer of S3 that is not a success: its error code, its status, and a sentence. */
export class S3Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string
  ) {
    super(message)
  }
}

export const noSuchBucket = (bucket: string) =>
  new S3Problem(404, "NoSuchBucket", `The specified bucket does not exist: ${bucket}`)

export const noSuchKey = (key: string) => new S3Problem(404, "NoSuchKey", `The specified key does not exist: ${key}`)

export const noSuchUpload = () => new S3Problem(404, "NoSuchUpload", "The specified multipart upload does not exist.")

export const accessDenied = (why: string) => new S3Problem(403, "AccessDenied", `Access Denied: ${why}`)

export const invalid = (message: string) => new S3Problem(400, "InvalidArgument", message)

export const notImplemented = (what: string) =>
  new S3Problem(501, "NotImplemented", `The sandbox does not implement ${what}.`)

let lastRequest = 0

/** S3 tells its errors as XML, of whichever request; a HEAD has no body. What is no problem of S3's goes on to the frame. */
export const answerAsXml: ErrorRequestHandler = (error, req, res, next) => {
  if (!(error instanceof S3Problem) || res.headersSent) {
    next(error)
    return
  }
  const requestId = `sandbox-${++lastRequest}`
  res.status(error.status).setHeader("x-amz-request-id", requestId)
  if (req.method === "HEAD") {
    res.end()
    return
  }
  const details = { Code: error.code, Message: error.message, Resource: req.originalUrl.split("?")[0] }
  res.type("application/xml").send(xml(element("Error", { ...details, RequestId: requestId })))
}
