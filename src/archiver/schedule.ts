/** When a blob that was not there is asked for again, and when nobody expects it any more. */
export interface RetryRules {
  /** So many answers "there is no such blob" make it lost. */
  readonly tries: number
  /** The first pause; each next one is twice as long. */
  readonly firstSeconds: number
  readonly mostSeconds: number
  /** After so long it is lost whatever the reason was. */
  readonly giveUpSeconds: number
}

export interface Miss {
  /** This one included. */
  readonly tries: number
  readonly firstSeenAt: Date
  readonly now: Date
  /** Every store answered, and none had it. A store that does not answer says nothing about the blob. */
  readonly absent: boolean
}

/** When to ask again, or null: the blob is lost. */
export function nextTry({ tries, firstSeenAt, now, absent }: Miss, rules: RetryRules): Date | null {
  const age = (now.getTime() - firstSeenAt.getTime()) / 1000
  if ((absent && tries >= rules.tries) || age >= rules.giveUpSeconds) return null
  const pause = Math.min(rules.firstSeconds * 2 ** Math.min(tries - 1, 30), rules.mostSeconds)
  return new Date(now.getTime() + pause * 1000)
}
