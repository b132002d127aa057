/** Format of `to_char` for a time as every door writes it: `2026-01-31T23:59:59.123456Z`. */
export const TIME_FORMAT = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`

/** SQL for a time in UTC to the microsecond, as every door writes it. */
export function timeText(expression: string): string {
  return `to_char(${expression} at time zone 'UTC', ${TIME_FORMAT})`
}
