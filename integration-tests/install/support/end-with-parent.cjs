/* Loaded into the shops that specs start: one whose test run has been killed must not live on. */
if (process.connected) {
  process.on("disconnect", () => process.exit(1))
  // Listening alone would keep a process alive that has finished its work.
  process.channel.unref()
}
