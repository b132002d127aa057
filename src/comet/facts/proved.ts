import { encodeEvidence, verifyDuplicateVote } from '../../chain/cometbft/evidence.ts'
import type { Validator } from '../../chain/cometbft/validators.ts'
import { CodedError } from '../../claim/errors.ts'
import { type Hex, toHex } from '../../claim/hex.ts'
import { sha256Bytes } from '../../claim/sha256.ts'
import type { Fact } from '../../indexer/events/facts.ts'
import type { CometHeight } from '../content.ts'
import { type EventContext, nodeOf } from './context.ts'
import { parameterChange, penalty, registered, report } from './make.ts'

/** What keys are known of a consensus address, for evidence: its votes name the address alone. */
export type KeyOf = (consensus: Hex) => Uint8Array | undefined

/** The facts of a height that its own hashes and signatures prove, whatever its events say. */
export function listProved(height: CometHeight, context: EventContext, keyOf: KeyOf): Fact[] {
  return [
    ...listSetChanges(height, context),
    ...listMissed(height, context),
    ...listDoubleSigns(height, context, keyOf),
  ]
}

/** Who is in the set that the header commits to, who came, who left, and whose power changed. */
function listSetChanges({ sets }: CometHeight, context: EventContext): Fact[] {
  if (!sets) return []
  const named = ({ address }: Validator) => toHex(address)
  const before = new Map((sets.before ?? []).map((each) => [named(each), each]))
  const now = new Map(sets.now.map((each) => [named(each), each]))
  const facts: Fact[] = []
  for (const [address, { key, power }] of now) {
    const node = nodeOf(address, context)
    const old = before.get(address)
    if (!sets.before) facts.push(registered(node, toHex(key)))
    else if (!old)
      facts.push({ kind: 'node_status', row: { node, enabled: true, cause: 'joined_set', actor: null } })
    if (old?.power !== power) facts.push(report(node, 'voting_power', power, toHex(key)))
  }
  for (const [address, { key }] of before)
    if (!now.has(address)) facts.push(report(nodeOf(address, context), 'voting_power', 0n, toHex(key)))
  const [total, former] = [sets.now, sets.before ?? []].map((each) =>
    each.reduce((sum, { power }) => sum + power, 0n),
  )
  if (total !== former) facts.push(parameterChange('consensus.validators.total_power', String(total)))
  return facts
}

/** Whoever gave no vote under the block before. */
function listMissed({ absent }: CometHeight, context: EventContext): Fact[] {
  const height = BigInt(context.height - 1)
  return absent.map((address) => report(nodeOf(address, context), 'missed_signature', height))
}

function listDoubleSigns({ block }: CometHeight, context: EventContext, keyOf: KeyOf): Fact[] {
  return block.evidence.flatMap((evidence) => {
    const address = toHex(evidence.a.validator)
    const key = keyOf(address)
    const node = nodeOf(address, context)
    const hash = toHex(sha256Bytes(encodeEvidence(evidence)))
    const at = `votes of height ${evidence.a.height}, round ${evidence.a.round}`
    if (!key)
      return report(
        node,
        'double_sign_unchecked',
        BigInt(evidence.a.height),
        `${at}: its key is not known here`,
      )
    try {
      verifyDuplicateVote(block.header.chainId, evidence, key)
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      return report(node, 'double_sign_refused', BigInt(evidence.a.height), error.message.slice(0, 300))
    }
    return [
      penalty(node, 'double_sign', { reason: at, evidence: hash }),
      // Part of the evidence, which the header covers: a slash is a share of it.
      report(node, 'double_sign_power', evidence.power, hash),
    ]
  })
}
