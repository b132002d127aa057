/**
 * SQL: whether what was asked for in vain is due again: at the next two looks, then after a minute, two, four, … an hour at most.
 * `tries` and `at` are columns; null or 0 tries are due.
 */
export function isDueAgain(tries: string, at: string): string {
  const pause = `least(interval '1 hour', interval '1 minute' * power(2, least(${tries} - 3, 10)))`
  return `(coalesce(${tries}, 0) < 3 or ${at} + ${pause} <= now())`
}
