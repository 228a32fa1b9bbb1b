/** `18:52:01.123`, with the day before it when that is not the machine's. UTC, as the services' own tables. */
export function time(iso) {
  const [day, clock] = iso.split("T")
  const isToday = day === new Date().toISOString().slice(0, 10)
  return `${isToday ? "" : `${day.slice(5)} `}${clock.slice(0, 12)}`
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
]

/** `6 days 23 hours`: the two largest units. */
export function duration(ms) {
  let seconds = Math.round(Math.abs(ms) / 1000)
  const parts = UNITS.flatMap(([unit, size]) => {
    const count = Math.floor(seconds / size)
    seconds -= count * size
    return count ? [`${count} ${unit}${count > 1 ? "s" : ""}`] : []
  })
  return parts.slice(0, 2).join(" ") || "0 seconds"
}

/** A value as a person reads it: text as it is, everything else as indented JSON. */
export const readable = (value) => (typeof value === "string" ? value : JSON.stringify(value, null, 2))

const quoted = (text) => `'${String(text).replaceAll("'", `'\\''`)}'`

/** Set by curl itself, or about the connection only. */
const NOT_REPEATED =
  /^(host|connection|content-length|transfer-encoding|accept-encoding|user-agent|expect|keep-alive)$/i

/** The request as a command. Its secrets were not recorded: `[redacted]` stands where they belong. */
export function curlOf({ method, path, query, headers, body }) {
  const search = formOf(query).toString()
  const isForm = /x-www-form-urlencoded/i.test(headers["content-type"] ?? "")
  const text =
    body === null
      ? undefined
      : isForm
        ? formOf(body).toString()
        : typeof body === "string"
          ? body
          : JSON.stringify(body)
  return [
    `curl -X ${method} ${quoted(`${location.origin}${path}${search ? `?${search}` : ""}`)}`,
    ...Object.entries(headers)
      .filter(([name]) => !NOT_REPEATED.test(name))
      .map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(text === undefined ? [] : [`--data-raw ${quoted(text)}`]),
  ].join(" \\\n  ")
}

/** `{ q: { a: 1 } }` as `q[a]=1`, the way forms and queries of services are nested. */
function formOf(value) {
  const form = new URLSearchParams()
  const add = (name, part) => {
    if (part !== null && typeof part === "object") {
      Object.entries(part).forEach(([key, inner]) => add(name ? `${name}[${key}]` : key, inner))
    } else {
      form.append(name, part ?? "")
    }
  }
  add("", value ?? {})
  return form
}
