/*
 * Loaded into every Node process that the scripts start (`node --import`). The channel to the parent closes when the
 * parent ends in whatever way, `kill -9` included; then this process ends too instead of living on unseen.
 */
const GRACE_MS = 8_000

function leave() {
  setTimeout(() => process.exit(1), GRACE_MS).unref()
  process.kill(process.pid, "SIGTERM")
}

// `send` stays when the channel closes, so it tells that there was a parent to follow.
if (process.send) {
  if (!process.connected) leave()
  process.on("disconnect", leave)
  // Without this the open channel would keep a process alive that has finished its work.
  process.channel?.unref()
}
