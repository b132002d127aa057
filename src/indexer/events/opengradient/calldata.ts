import type { Hex } from '../../../claim/hex.ts'
import type { PlaceTest } from '../abi.ts'
import type { ChainLog } from '../decoder.ts'
import type { Fact } from '../facts.ts'

/** The forms that one call may have. */
export type CallForms<T> = readonly {
  find(input: Hex): T | undefined
  findAll(input: Hex, isOurs?: PlaceTest): { readonly found: readonly T[]; readonly complete: boolean }
}[]

/** The calls that may have made a log. */
export interface Called<T> {
  /** The transaction called the log's contract itself: then there is one call, and nothing else can have made the log. */
  readonly direct: boolean
  readonly found: readonly T[]
  /** Whether the whole input was looked at: else what made the log may stand further on. */
  readonly complete: boolean
}

/**
 * The calls in a transaction's input that may have made a log: the transaction's own call when it went to the log's
 * contract, else all that stand anywhere in the input and pass `proves`. Of those, only places that pass `isOurs` are counted.
 */
export function callsOf<T>(
  log: ChainLog,
  forms: CallForms<T>,
  proves: (call: T) => boolean,
  isOurs?: PlaceTest,
): Called<T> {
  const { to, input } = log.transaction
  const own = to === log.address ? forms.map((each) => each.find(input)).find((call) => call) : undefined
  if (own) return { direct: true, found: proves(own) ? [own] : [], complete: true }
  const inside = forms.map((each) => each.findAll(input, isOurs))
  return {
    direct: false,
    found: inside.flatMap((each) => each.found).filter(proves),
    complete: inside.every((each) => each.complete),
  }
}

/** What all calls agree on; null where there is none, two differ or there may be more: nothing says which of them was made. */
export function agreed<T, V>({ found, complete }: Called<T>, value: (call: T) => V): V | null {
  const [first, ...others] = [...new Set(found.map(value))]
  return first === undefined || others.length > 0 || !complete ? null : first
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
