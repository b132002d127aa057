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

/** Signatures of one heartbeat that are verified at most: an input may hold hundreds. */
const MOST_CANDIDATES = 16
/** Digits of the signature of an RSA key of 8192 bits, the longest that the network takes, and of its 0x. */
const MOST_DIGITS = 2 + 2 * 1024

/**
 * The log carries the time that was signed; the signature stands in the transaction's call alone, at any depth of its input. Of
 * another contract's call every one that may be it is a candidate: which one the node made, its key tells where the heartbeat is
 * stored (`proveHeartbeats`). Until then it is null where none is found or two differ.
 */
export function heartbeatFacts(log: ChainLog, { teeId, timestamp }: Beat, call: HeartbeatCall): Fact[] {
  const name = teeId.slice(2)
  const called = callsOf(
    log,
    [call],
    (each) => each.teeId === teeId && each.timestamp === timestamp,
    // The node's name is the first argument of every form.
    (input, start) => input.startsWith(name, start),
  )
  const { direct, found } = called
  const signatures = [...new Set(found.map((each) => each.signature))].filter(
    (each) => each.length <= MOST_DIGITS,
  )
  const few = called.complete && signatures.length > 0 && signatures.length <= MOST_CANDIDATES
  const row = {
    node: teeId,
    signed_at: timestamp,
    signature: agreed(called, (each) => each.signature),
    candidates: !direct && few ? signatures : null,
  }
  const facts: Fact[] = [{ kind: 'heartbeat', row }]
  return direct && found.length > 0 ? facts : [...facts, calldataUnread(log, 'heartbeat', found.length)]
}
