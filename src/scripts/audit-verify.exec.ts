import { readFileSync } from "node:fs"
import type { ExecArgs, MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { verifyAudit } from "@rise-via/core"

type Heads = NonNullable<NonNullable<Parameters<typeof verifyAudit>[1]>["heads"]>

function readHead(path: string): Heads[number] {
  try {
    return JSON.parse(readFileSync(path, "utf8"))
  } catch (error) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `${path} is not an exported head: ${(error as Error).message}`
    )
  }
}

const verify = async (container: MedusaContainer, paths: string[]) =>
  await verifyAudit(container, { heads: paths.map(readHead) })

/** Run by src/scripts/audit-verify.mjs inside the store; `args` are paths of exported heads. */
export default async function auditVerify({ container, args }: ExecArgs) {
  const result = await verify(container, args).catch((error: Error) => {
    process.stdout.write(`The audit log could not be checked: ${error.message}\n`)
    process.exit(1)
  })
  const counts = [
    `${result.checked} sealed rows checked`,
    `${result.unsealed} waiting for their seal`,
    `${result.heads_checked} exported heads compared`,
    ...(result.missing_heads.length ? [`exported heads not found: ${result.missing_heads.join(", ")}`] : []),
  ].join(", ")
  if (result.ok) {
    process.stdout.write(`The audit log is whole: ${counts}.\n`)
    return
  }
  process.stdout.write(`The audit log is broken: ${result.first_problem?.message}\n(${counts})\n`)
  process.exit(1)
}
