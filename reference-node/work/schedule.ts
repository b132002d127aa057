/** When a question that the world did not answer is asked again. */
export interface RetryPauses {
  readonly firstSeconds: number
  readonly mostSeconds: number
}

/** `tries`: how often it went without an answer before this time. */
export function nextTryAt(now: Date, tries: number, { firstSeconds, mostSeconds }: RetryPauses): Date {
  return new Date(now.getTime() + Math.min(firstSeconds * 2 ** Math.min(tries, 30), mostSeconds) * 1000)
}
