/** What a verdict on an assumption stands on: shares from 0 to 1 and counts, as text; null: not known. */
interface Leaning {
  readonly total: string | null
  readonly unknown: string | null
  readonly free: string | null
  /** How many that are known hold half. */
  readonly half: string | null
}

/** A verdict in a word, and how it is marked. Half of it without a name is no answer: then nobody can say who fails. */
export function badgeOf({ total, unknown, free, half }: Leaning): {
  readonly word: string
  readonly status: string
} {
  if (Number(total ?? 0) === 0) return { word: 'nothing to say', status: 'inferred' }
  if (Number(free ?? 0) > 0.5) return { word: 'does not lean on it', status: 'disclosed' }
  if (half === null)
    return Number(unknown ?? 0) > 0 ? NOT_KNOWN : { word: 'leans on it in part', status: 'inferred' }
  if (Number(half) === 1) return { word: 'one hand', status: 'contradicted' }
  return Number(half) <= 3
    ? { word: 'few hands', status: 'undisclosed' }
    : { word: 'many hands', status: 'disclosed' }
}

/** A verdict on evidence: `good` and `unknown` are the shares of claims whose evidence watchdogs found good, and of which none decided. */
export function backedBadge(total: string | null, good: number, unknown: number) {
  if (Number(total ?? 0) === 0) return { word: 'nothing to say', status: 'inferred' }
  if (good >= 0.5) return { word: 'most were found good', status: 'disclosed' }
  if (unknown >= 0.5) return { word: 'most were not checked', status: 'undisclosed' }
  return { word: 'few were found good', status: 'contradicted' }
}

const NOT_KNOWN = { word: 'not known', status: 'undisclosed' }
