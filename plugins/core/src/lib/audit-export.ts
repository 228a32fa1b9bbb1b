import type { IFileModuleService } from "@medusajs/framework/types"
import { AuditHeadFile, type DayRow } from "./audit-chain"

/** Hands the head of a day to the file module and returns the file's id. */
export async function exportHead(
  files: IFileModuleService,
  { day, first_seq, last_seq, count, head_hash, previous_hash, hash }: DayRow
) {
  const head: AuditHeadFile = {
    kind: "rise-via-audit-head",
    day,
    first_seq,
    last_seq,
    count,
    head_hash,
    previous_hash,
    hash,
  }
  const { id } = await files.createFiles({
    filename: `core-audit-head-${day}.json`,
    mimeType: "application/json",
    content: Buffer.from(JSON.stringify(head, null, 2)).toString("base64"),
    access: "private",
  })
  return id
}

/** What became of the newest heads that were handed to the file module. */
export type ExportedHeads = {
  /** The newest that could be read; each head stands for everything before it, so one is enough. */
  heads: AuditHeadFile[]
  /** Days whose files are gone: noted, because a file store may have been changed. */
  missing: string[]
  /** Days whose files are there and are no heads. */
  unreadable: string[]
}

/** Looks for the newest head that can still be read, going back over `exports`, which come newest first. */
export async function readNewestHead(
  files: IFileModuleService,
  exports: { day: string; file_id: string }[]
): Promise<ExportedHeads> {
  const found: ExportedHeads = { heads: [], missing: [], unreadable: [] }
  for (const { day, file_id } of exports) {
    const text = await files.getAsBuffer(file_id).then(String, () => undefined)
    const head = text === undefined ? undefined : parseHead(text)
    if (head) {
      found.heads.push(head)
      break
    }
    found[text === undefined ? "missing" : "unreadable"].push(day)
  }
  return found
}

function parseHead(text: string): AuditHeadFile | undefined {
  try {
    return AuditHeadFile.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
