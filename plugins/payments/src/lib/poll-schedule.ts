const MINUTE = 60_000

/**
 * When an open order is asked about again, should no callback come: every 5 minutes in its first day, every hour in its
 * first two weeks, then once a day. A lost callback then costs minutes, and forgotten orders cost next to nothing.
 */
export function nextPollAt(now: Date, since: Date): Date {
  const ageHours = (now.getTime() - new Date(since).getTime()) / (60 * MINUTE)
  const minutes = ageHours < 24 ? 5 : ageHours < 14 * 24 ? 60 : 24 * 60
  return new Date(now.getTime() + minutes * MINUTE)
}
