import type { Hash32, Hex } from '../../../claim/hex.ts'
import type { CallDeclaration } from '../abi.ts'
import type { ChainLog } from '../decoder.ts'
import type { Fact } from '../facts.ts'
import { calldataUnread } from './calldata.ts'

interface Beat {
  readonly teeId: Hash32 | Hex
  readonly timestamp: bigint
}

/** A call that sends a heartbeat, whatever it takes besides. */
type HeartbeatCall = Pick<CallDeclaration<string>, 'selector'> & {
  find(input: Hex): (Beat & { readonly signature: Hex }) | undefined
}

/**
 * The log carries the time that was signed; the signature stands in the transaction's call alone, and is null when another
 * contract made that call.
 */
export function heartbeatFacts(log: ChainLog, { teeId, timestamp }: Beat, call: HeartbeatCall): Fact[] {
  const called = log.transaction.to === log.address ? call.find(log.transaction.input) : undefined
  const own = called?.teeId === teeId && called.timestamp === timestamp ? called : undefined
  const row = { node: teeId, signed_at: timestamp, signature: own?.signature ?? null }
  return own ? [{ kind: 'heartbeat', row }] : [{ kind: 'heartbeat', row }, calldataUnread(log, 'heartbeat')]
}
