import { type Fault, NotCheckable, Rejected } from '../../src/claim/errors.ts'
import { keccak256 } from '../../src/claim/hash.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import { Lru } from '../../src/platform/lru.ts'
import { blaming } from '../checks/blame.ts'
import { decodeRsaKey, type RsaKey } from '../checks/signature/key.ts'
import { findKey, isRegistered, type RegistryEvent } from '../evidence/node-history.ts'

// A function of the bytes alone; decoding costs ten times a verification.
const decoded = new Lru<Hash32, RsaKey>(512)

/**
 * The key that the node was registered with. An unregistered name has no key, so nothing it is said to have signed was
 * signed by it: the fault is of whoever put it on chain.
 * @throws Rejected `REJECTED_NODE_UNKNOWN`, what decodeRsaKey throws (fault: registry); NotCheckable
 *   `CALLDATA_UNREADABLE`
 */
export async function getNodeKey(
  events: readonly RegistryEvent[],
  teeId: Hash32,
  sender: Fault,
): Promise<RsaKey> {
  const spki = findKey(events, teeId)
  if (spki) return blaming('registry', () => decoded.get(keccak256(spki), async () => decodeRsaKey(spki)))
  if (isRegistered(events, teeId))
    throw new NotCheckable(
      'CALLDATA_UNREADABLE',
      `another contract registered ${teeId}: its key is not in the call`,
    )
  throw new Rejected('REJECTED_NODE_UNKNOWN', `no node ${teeId} was ever registered`, sender)
}
