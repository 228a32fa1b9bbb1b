/** Matches `/hooks/posabit/orders/:token` against a path, ignoring case of the fixed parts and a trailing slash. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const expected = pattern.split("/").filter(Boolean)
  const actual = path.split("/").filter(Boolean)
  if (expected.length !== actual.length) {
    return undefined
  }
  const params: Record<string, string> = {}
  for (const [index, part] of expected.entries()) {
    if (part.startsWith(":")) {
      params[part.slice(1)] = safeDecode(actual[index])
    } else if (part.toLowerCase() !== actual[index].toLowerCase()) {
      return undefined
    }
  }
  return params
}

/**
 * The URL with the values of some params blanked. By their place and not by their value, which a caller may have escaped.
 */
export function blankParams(pattern: string, url: string, names: string[]): string {
  const expected = pattern.split("/").filter(Boolean)
  const [path, ...query] = url.split("?")
  const parts = path.split("/").filter(Boolean)
  const blanked = parts.map((part, index) =>
    expected[index]?.startsWith(":") && names.includes(expected[index].slice(1)) ? "***" : part
  )
  return ["/" + blanked.join("/"), ...query].join("?")
}

/** A malformed escape is kept as it is: it then matches no secret and no id. */
function safeDecode(part: string) {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
