import type { Disclosure, DisclosureStatus } from '../../platform/disclosures.ts'

/** What the chain says of a rule. */
export interface Reading {
  readonly value: string
  readonly chain: number
  readonly block: number
  /** What was asked, in words. */
  readonly asked: string
}

/** A rule as it stands now; a row of `keeper.disclosure`. */
export interface Stated {
  readonly rule: string
  readonly status: DisclosureStatus
  readonly value: string | null
  readonly unit: string | null
  readonly source: string
  readonly chain: number | null
  readonly block: number | null
  readonly detail: string | null
}

/**
 * Sets what a network's data says of a rule beside what its chain says. The chain discloses a rule that nobody wrote
 * down or that was only inferred, and contradicts one that it does not bear out: the stated value is kept, and the chain's stands beside it.
 */
export function judgeDisclosure(rule: Disclosure, reading: Reading | undefined): Stated {
  const { status, value, unit, source, note } = rule
  const otherwise = rule.contradictedBy === undefined ? undefined : `says otherwise: ${rule.contradictedBy}`
  const said = [otherwise, note].filter((each) => each !== undefined).join('; ') || null
  const stated = { rule: rule.rule, unit, chain: reading?.chain ?? null, block: reading?.block ?? null }
  if (reading === undefined) return { ...stated, status, value, source, detail: said }
  if (value === null || (status === 'inferred' && value === reading.value))
    return { ...stated, status: 'disclosed', value: reading.value, source: reading.asked, detail: said }
  if (value === reading.value) return { ...stated, status, value, source, detail: said }
  const detail = [`the chain says ${reading.value} (${reading.asked})`, said].filter((each) => each !== null)
  return { ...stated, status: 'contradicted', value, source, detail: detail.join('; ') }
}

/** Whether a rule changed: where it was read is no change, what it says is. */
export function differs(left: Stated, right: Stated): boolean {
  const keys = ['status', 'value', 'unit', 'source', 'detail'] as const
  return keys.some((key) => left[key] !== right[key])
}
