import type { ChainLog } from '../decoder.ts'
import type { Fact } from '../facts.ts'

/**
 * Says that a log was understood while what its transaction's call should add was not: the call went through another
 * contract, or does not decode, or speaks of another node. The log is kept raw beside its fact.
 */
export function calldataUnread(log: ChainLog, expected: string): Fact {
  const { to } = log.transaction
  const found =
    to === log.address ? 'its call does not decode to that' : `the call went to ${to ?? 'no contract'}`
  const row = {
    topics: log.topics,
    data: log.data,
    reason: 'calldata',
    detail: `expected ${expected}: ${found}`,
  }
  return { kind: 'unknown_log', row }
}
