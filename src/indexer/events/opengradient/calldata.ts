import type { Hex } from '../../../claim/hex.ts'
import type { ChainLog } from '../decoder.ts'
import type { Fact } from '../facts.ts'

/** The forms that one call may have. */
export type CallForms<T> = readonly {
  find(input: Hex): T | undefined
  findAll(input: Hex): readonly T[]
}[]

/** The calls that may have made a log. */
export interface Called<T> {
  /** The transaction called the log's contract itself: then there is one call, and nothing else can have made the log. */
  readonly direct: boolean
  readonly found: readonly T[]
}

/**
 * The calls in a transaction's input that may have made a log: the transaction's own call when it went to the log's
 * contract, else all that stand anywhere in the input and pass `proves`.
 */
export function callsOf<T>(log: ChainLog, forms: CallForms<T>, proves: (call: T) => boolean): Called<T> {
  const { to, input } = log.transaction
  const own = to === log.address ? forms.map((each) => each.find(input)).find((call) => call) : undefined
  if (own) return { direct: true, found: proves(own) ? [own] : [] }
  return { direct: false, found: forms.flatMap((each) => each.findAll(input)).filter(proves) }
}

/** What all calls agree on; null where there is none, or two differ: nothing says which of them was made. */
export function agreed<T, V>(found: readonly T[], value: (call: T) => V): V | null {
  const [first, ...others] = [...new Set(found.map(value))]
  return first === undefined || others.length > 0 ? null : first
}

/**
 * Says that a log was understood while what its transaction's call should add was not, or was read from a call that
 * another contract made. The log is kept raw next to its fact.
 */
export function calldataUnread(log: ChainLog, expected: string, candidates = 0): Fact {
  const { to } = log.transaction
  const found =
    to === log.address ? 'its call does not decode to that' : `the call went to ${to ?? 'no contract'}`
  const inside = candidates > 0 ? `, ${candidates} found inside; only what proves itself is certain` : ''
  const row = {
    topics: log.topics,
    data: log.data,
    reason: 'calldata',
    detail: `expected ${expected}: ${found}${inside}`,
  }
  return { kind: 'unknown_log', row }
}
