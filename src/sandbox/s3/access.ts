import type { StoredObject } from "./objects"
import { S3Problem } from "./problem"

type Statement = { Effect?: unknown; Principal?: unknown; Action?: unknown; Resource?: unknown; Condition?: unknown }

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])

/** A policy that can be read, or S3's refusal. The sandbox knows `Allow` for everybody and has no conditions. */
export function checkPolicy(text: string): string {
  if (!statementsOf(text)) {
    throw new S3Problem(400, "MalformedPolicy", "This policy is no JSON document with statements.")
  }
  return text
}

/** Whether somebody without a signature may read an object: by its own access list, or by the bucket's policy. */
export function isPublic(object: StoredObject, policy?: string): boolean {
  const resource = `arn:aws:s3:::${object.bucket}/${object.key}`
  const allows = ({ Effect, Principal, Action, Resource, Condition }: Statement) =>
    Effect === "Allow" &&
    !Condition &&
    [Principal, (Principal as { AWS?: unknown } | undefined)?.AWS].some((who) => listed(who).includes("*")) &&
    listed(Action).some((action) => action === "s3:GetObject" || action === "s3:*") &&
    listed(Resource).some((pattern) => matches(String(pattern), resource))
  return object.isPublic || (!!policy && !!statementsOf(policy)?.some(allows))
}

function statementsOf(text: string): Statement[] | undefined {
  try {
    const statements = listed(JSON.parse(text)?.Statement)
    return statements.every((statement) => statement && typeof statement === "object")
      ? (statements as Statement[])
      : undefined
  } catch {
    return undefined
  }
}

/** `*` stands for anything, `?` for one character. */
const matches = (pattern: string, text: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".")}$`,
    "s"
  ).test(text)
