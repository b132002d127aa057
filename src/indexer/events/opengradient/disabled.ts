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

// Every form in which a node was ever switched off. Source: as above.
const DISABLINGS: ReadonlySet<Hash32> = new Set([
  declareLog('event TEEDisabled(bytes32 indexed teeId)').topic,
  declareLog('event TEEDeactivated(bytes32 indexed teeId)').topic,
])

/**
 * A node may no longer serve: its status, and the penalty that it is. The cause is `measurement_revoked` when nothing but
 * disablings stands between this log and the same contract's revocation of a measurement, since revokePCR disables each
 * node right before it says so. That the node ran the revoked measurement is for state to say. Else `undetermined`: whether
 * it was the node's owner or an admin depends on state too.
 */
export function disabledFacts(log: ChainLog, node: Hex): Fact[] {
  const revoked = endsInRevocation(log)
  const cause = revoked ? 'measurement_revoked' : 'undetermined'
  const kind = revoked ? 'measurement_revoked' : 'node_disabled'
  const nothingTaken = { staker: null, token: null, amount: null, reason: null, evidence: null }
  return [
    { kind: 'node_status', row: { node, enabled: false, cause, actor: log.transaction.from } },
    { kind: 'penalty', row: { node, kind, ...nothingTaken } },
  ]
}

/** Whether the logs right behind this one are disablings of the same contract, up to its revocation. */
function endsInRevocation(log: ChainLog): boolean {
  const behind = log.transaction.logs.filter((each) => each.logIndex > log.logIndex)
  for (const [distance, { address, logIndex, topics }] of behind.entries()) {
    const [topic] = topics
    if (address !== log.address || logIndex !== log.logIndex + distance + 1 || !topic) return false
    if (REVOCATIONS.has(topic)) return true
    if (!DISABLINGS.has(topic)) return false
  }
  return false
}
