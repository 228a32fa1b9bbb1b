/** A statement without its values and with sorted columns, so that the same question twice has the same text. */
export function shapeOf(text) {
  const bare = text
    .replace(/'(?:[^']|'')*'/g, "?")
    .replace(/\b\d+(\.\d+)?\b(?!")/g, "?")
    .replace(/\$\?/g, "?")
    .replace(/\(\?(?:, \?)*\)/g, "(?)")
  return bare.replace(/^select (.*?) from /s, (_, columns) => `select ${columns.split(", ").sort().join(", ")} from `)
}

/**
 * What one system sends more often than the other, step by step: where to look when a step has become dearer.
 *
 * @param texts `{ stock: { step: [text] }, ours: { step: [text] } }` of one checkout each
 * @returns `{ step: { stock: n, ours: n, more: [{ times, text }], less: [{ times, text }] } }`
 */
export function compareTexts({ stock = {}, ours = {} }) {
  const steps = Object.keys(ours).filter((step) => stock[step])
  return Object.fromEntries(
    steps.map((step) => {
      const counts = new Map()
      for (const text of ours[step].map(shapeOf)) counts.set(text, (counts.get(text) ?? 0) + 1)
      for (const text of stock[step].map(shapeOf)) counts.set(text, (counts.get(text) ?? 0) - 1)
      const where = (sign) =>
        [...counts].filter(([, n]) => n * sign > 0).map(([text, n]) => ({ times: n * sign, text }))
      return [step, { stock: stock[step].length, ours: ours[step].length, more: where(1), less: where(-1) }]
    })
  )
}
