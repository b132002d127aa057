import type { Hash32, Hex } from '../../../claim/hex.ts'
import type { ChainLog } from '../decoder.ts'
import type { Fact } from '../facts.ts'
import { agreed, type CallForms, calldataUnread, callsOf } from './calldata.ts'

interface Beat {
  readonly teeId: Hash32 | Hex
  readonly timestamp: bigint
}

/** A call that sends a heartbeat, whatever it takes besides. */
type HeartbeatCall = CallForms<Beat & { readonly signature: Hex }>[number]

/**
 * The log carries the time that was signed; the signature stands in the transaction's call alone, at
 * any depth of its input, and is null where none is found or two differ.
 */
export function heartbeatFacts(log: ChainLog, { teeId, timestamp }: Beat, call: HeartbeatCall): Fact[] {
  const called = callsOf(log, [call], (each) => each.teeId === teeId && each.timestamp === timestamp)
  const { direct, found } = called
  const row = { node: teeId, signed_at: timestamp, signature: agreed(called, (each) => each.signature) }
  const facts: Fact[] = [{ kind: 'heartbeat', row }]
  return direct && found.length > 0 ? facts : [...facts, calldataUnread(log, 'heartbeat', found.length)]
}
