import type { Hash32, Hex } from '../../../claim/hex.ts'
import { declareLog } from '../abi.ts'
import type { ChainLog } from '../decoder.ts'
import type { Fact } from '../facts.ts'

// Every form the revocation of a measurement ever had. Source: og-evm TEERegistry.sol, git history.
const REVOCATIONS: ReadonlySet<Hash32> = new Set([
  declareLog('event PCRRevoked(bytes32 indexed pcrHash, uint8 indexed teeType)').topic,
  declareLog('event PCRRevoked(bytes32 indexed pcrHash)').topic,
  declareLog('event PCRRevoked(bytes32 indexed pcrHash, uint256 gracePeriod)').topic,
  declareLog('event TEEsBatchDeactivated(bytes32 indexed pcrHash, uint256 count)').topic,
])

/**
 * A node may no longer serve: its status, and the penalty that it is. The cause is `measurement_revoked` when the same
 * contract revokes a measurement later in the same transaction, since revokePCR disables each node before it says so.
 * Else `undetermined`: whether `actor` is the node's owner or an admin depends on state.
 */
export function disabledFacts(log: ChainLog, node: Hex): Fact[] {
  const revoked = log.transaction.logs.some(
    (each) =>
      each.address === log.address &&
      each.logIndex > log.logIndex &&
      each.topics[0] !== undefined &&
      REVOCATIONS.has(each.topics[0]),
  )
  const cause = revoked ? 'measurement_revoked' : 'undetermined'
  const kind = revoked ? 'measurement_revoked' : 'node_disabled'
  const nothingTaken = { staker: null, token: null, amount: null, reason: null, evidence: null }
  return [
    { kind: 'node_status', row: { node, enabled: false, cause, actor: log.transaction.from } },
    { kind: 'penalty', row: { node, kind, ...nothingTaken } },
  ]
}
