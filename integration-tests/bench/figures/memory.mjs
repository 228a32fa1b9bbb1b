/** Resident memory of the server process after every other figure was measured on it. */
export default {
  title: "Memory after load",
  order: 90,
  measure: async ({ system }) => [{ key: "memory", unit: "MB", value: (await system.usage()).memoryMb }],
}
