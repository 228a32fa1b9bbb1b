/** Somebody else works on the run by now: this worker was taken for dead, and stops without another word. */
export class LostRun extends Error {
  constructor(readonly runId: string) {
    super(`Another process works on the reconciliation ${runId}`)
  }
}
