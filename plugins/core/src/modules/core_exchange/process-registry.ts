import type { Context } from "@medusajs/framework/types"
import { InjectManager, MedusaContext, MedusaService } from "@medusajs/framework/utils"
import { processHost, processId } from "../../lib/process"
import { knexOf } from "../../lib/transaction"
import { CoreAttempt, CoreCase, CoreInboxMessage, CoreLease, CoreOutboxMessage, CoreProcess } from "./models"

/** A process that has not been seen for this long is dead; it says it lives every 5 s. */
const DEAD_AFTER_SECONDS = 20

/** Which processes live, and which of them holds the right to do something alone. */
export class ProcessRegistry extends MedusaService({
  CoreAttempt,
  CoreCase,
  CoreInboxMessage,
  CoreLease,
  CoreOutboxMessage,
  CoreProcess,
}) {
  @InjectManager()
  async beat(@MedusaContext() context: Context = {}): Promise<void> {
    await knexOf(context).raw(
      `INSERT INTO core_process (id, host, pid, seen_at) VALUES (?, ?, ?, now())
       ON CONFLICT (id) DO UPDATE SET seen_at = now(), updated_at = now()`,
      [processId, processHost, process.pid]
    )
  }

  @InjectManager()
  async leave(@MedusaContext() context: Context = {}): Promise<void> {
    await knexOf(context)("core_process").where({ id: processId }).delete()
  }

  /**
   * Ids of the processes that live. One on this host whose pid is gone (or is ours, under another id) is dead at
   * once, so that a restart after a crash need not wait for the heartbeat to grow stale.
   */
  @InjectManager()
  async liveProcessIds(@MedusaContext() context: Context = {}): Promise<string[]> {
    const rows = await knexOf(context)("core_process")
      .select("id", "host", "pid")
      .whereRaw(`seen_at > now() - make_interval(secs => ?)`, [DEAD_AFTER_SECONDS])
    return rows
      .filter(
        ({ id, host, pid }: any) => host !== processHost || id === processId || (pid !== process.pid && isRunning(pid))
      )
      .map(({ id }: any) => id)
  }

  /** True when this process now holds the lease, until it is given back or `seconds` passed. */
  @InjectManager()
  async takeLease(name: string, seconds: number, @MedusaContext() context: Context = {}): Promise<boolean> {
    const live = await this.liveProcessIds(context)
    const { rowCount } = await knexOf(context).raw(
      `INSERT INTO core_lease (name, holder, until) VALUES (?, ?, now() + make_interval(secs => ?))
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until, updated_at = now()
       WHERE core_lease.until < now() OR core_lease.holder <> ALL(?)`,
      [name, processId, seconds, live]
    )
    return rowCount === 1
  }

  /** Holds a lease from now on, whoever had it: for what says that something was done, rather than that it may be. */
  @InjectManager()
  async holdLease(name: string, seconds: number, @MedusaContext() context: Context = {}): Promise<void> {
    await knexOf(context).raw(
      `INSERT INTO core_lease (name, holder, until) VALUES (?, ?, now() + make_interval(secs => ?))
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until, updated_at = now()`,
      [name, processId, seconds]
    )
  }

  @InjectManager()
  async giveLease(name: string, @MedusaContext() context: Context = {}): Promise<void> {
    await knexOf(context)("core_lease").where({ name, holder: processId }).delete()
  }
}

function isRunning(pid: number) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}
