import { countTokens } from './tokens.ts'

export const DEFAULT_TOKENS = 6000
export const MOST_TOKENS = 50_000

/** A list that was shortened: rows shown of how many there were in the answer. Lists of one kind are counted together. */
export interface CutList {
  readonly path: string
  readonly shown: number
  readonly of: number
}

export interface Bounded {
  readonly value: unknown
  readonly cut: readonly CutList[]
}

/**
 * The value with its longest lists shortened, equally, until it is at most `maxTokens`; null when it is longer even with empty lists.
 * The first rows of each list stay, in their order.
 */
export function bound(value: unknown, maxTokens: number): Bounded | null {
  const fits = (each: unknown) => countTokens(JSON.stringify(each)) <= maxTokens
  if (fits(value)) return { value, cut: [] }
  let [low, high] = [0, longest(value)]
  let best: Bounded | null = null
  while (low <= high) {
    const rows = Math.floor((low + high) / 2)
    const tried = shorten(value, rows)
    if (fits(tried.value)) {
      best = tried
      low = rows + 1
    } else high = rows - 1
  }
  return best
}

function longest(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const inside = Object.values(value).reduce<number>((most, each) => Math.max(most, longest(each)), 0)
  return Array.isArray(value) ? Math.max(value.length, inside) : inside
}

function shorten(value: unknown, rows: number): Bounded {
  const cut = new Map<string, CutList>()
  const walk = (at: unknown, path: string): unknown => {
    if (typeof at !== 'object' || at === null) return at
    if (Array.isArray(at)) {
      const before = cut.get(path)
      const shown = Math.min(rows, at.length)
      if (shown < at.length || before)
        cut.set(path, { path, shown: (before?.shown ?? 0) + shown, of: (before?.of ?? 0) + at.length })
      return at.slice(0, rows).map((each) => walk(each, `${path}[]`))
    }
    return Object.fromEntries(
      Object.entries(at).map(([name, each]) => [name, walk(each, path ? `${path}.${name}` : name)]),
    )
  }
  return { value: walk(value, ''), cut: [...cut.values()] }
}
