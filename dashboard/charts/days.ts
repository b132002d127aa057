const DAY_MS = 86_400_000

/** Every UTC day from `since` up to `until`. */
export function listDays(since: string, until: string): string[] {
  const last = Date.parse(`${until}T00:00:00Z`)
  const days: string[] = []
  for (let at = Date.parse(`${since}T00:00:00Z`); at <= last; at += DAY_MS)
    days.push(new Date(at).toISOString().slice(0, 10))
  return days
}
