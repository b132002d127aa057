// What a figure says only when there is something to say.
const OPTIONAL = ['caveats', 'missing', 'stale']

/**
 * The same answer in fewer words: figures without their empty lists, and each token once, under `tokens`, named by its key
 * (`chain:address`) where it is used. Nothing that has a value or a reason is left out.
 */
export function lean(data: Record<string, unknown>): Record<string, unknown> {
  const tokens: Record<string, unknown> = {}
  const walk = (at: unknown): unknown => {
    if (Array.isArray(at)) return at.map(walk)
    if (typeof at !== 'object' || at === null) return at
    const isFigure = 'eventsCounted' in at && 'reason' in at
    const entries = Object.entries(at).flatMap(([name, each]): [string, unknown][] => {
      if (isFigure && OPTIONAL.includes(name) && Array.isArray(each) && each.length === 0) return []
      if ('value' in at && name === 'reason' && each === null && at.value !== null) return []
      if (name === 'token' && isToken(each)) {
        const key = `${each.chainId}:${each.address}`
        tokens[key] = each
        return [[name, key]]
      }
      return [[name, walk(each)]]
    })
    return Object.fromEntries(entries)
  }
  const walked = walk(data) as Record<string, unknown>
  return Object.keys(tokens).length ? { ...walked, tokens } : walked
}

function isToken(value: unknown): value is { address: string; chainId: number } {
  return typeof value === 'object' && value !== null && 'address' in value && 'chainId' in value
}
