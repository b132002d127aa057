import type { StandingVerdict } from './chain-rows.ts'

/** What one thing leans on. `missing`: it is shown not to be there, or what there is was rejected; `unknown`: nobody can say. */
type LinkState = 'verified' | 'missing' | 'unknown'

/** One link: what it is, whether it holds, and where anybody can see that. */
export interface Link {
  readonly name: string
  readonly state: LinkState
  readonly says: string
  /** The thing itself: a hash, an address, a version. */
  readonly value?: string | null
  /** Code of the verdict, or why it does not hold. */
  readonly why?: string | null
  readonly txHash?: string | null
  readonly block?: number | null
  /** Unix seconds. */
  readonly time?: number | null
  readonly verdict?: string | null
  readonly source?: string | null
}

export const verified = (name: string, says: string, more: Partial<Link> = {}): Link => ({
  ...more,
  name,
  says,
  state: 'verified',
})
export const absent = (name: string, says: string, more: Partial<Link> = {}): Link => ({
  ...more,
  name,
  says,
  state: 'missing',
})
export const unknown = (name: string, says: string, more: Partial<Link> = {}): Link => ({
  ...more,
  name,
  says,
  state: 'unknown',
})

/** A link that watchdogs judge. Where they do not agree, nobody can say. */
export function judged(
  name: string,
  verdicts: readonly StandingVerdict[],
  statement: string,
  { holds, value = null }: { readonly holds: string; readonly value?: string | null },
): Link {
  const of = verdicts.filter((each) => each.statement === statement)
  const find = (outcome: StandingVerdict['outcome']) => of.find((each) => each.outcome === outcome)
  const [good, bad, open] = [find('verified'), find('rejected'), find('undecided')]
  const more = (verdict: StandingVerdict) => ({ value, why: verdict.code, verdict: verdict.number })
  if (good && bad)
    return unknown(
      name,
      `Watchdogs disagree: ${good.watchdog} verified it, ${bad.watchdog} rejected it.`,
      more(bad),
    )
  if (good) return verified(name, holds, more(good))
  if (bad) return absent(name, `A watchdog rejected it.`, more(bad))
  if (open) return unknown(name, `A watchdog could not decide.`, more(open))
  return unknown(name, 'No watchdog has looked.', { value, why: 'NOT_CHECKED' })
}
