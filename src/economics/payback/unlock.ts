/** How long a stake stays locked after leaving, and who says so. */
export interface Unlock {
  readonly seconds: number
  readonly status: string
  readonly source: string
}

interface Rule {
  readonly rule: string
  readonly status: string
  readonly value: string | null
  readonly unit: string | null
  readonly source: string
}

/** The network's own word on it, `staking.unbonding` in seconds; undefined: undisclosed, contradicted or in another unit. */
export function unlockOf(rules: readonly Rule[]): Unlock | undefined {
  const rule = rules.find((each) => each.rule === 'staking.unbonding')
  if (!rule?.value || rule.unit !== 'seconds' || rule.status === 'contradicted') return undefined
  const seconds = Number(rule.value)
  if (!Number.isSafeInteger(seconds) || seconds < 0) return undefined
  return { seconds, status: rule.status, source: rule.source }
}
