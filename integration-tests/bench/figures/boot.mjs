/** From the start of the process to its first healthy answer; the bench has to start every system anyway. */
export default {
  title: "Boot to healthy",
  order: 10,
  measure: async ({ system }) => [{ key: "boot", unit: "ms", value: system.bootMs }],
}
