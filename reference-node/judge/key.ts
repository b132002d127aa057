import { type Fault, NotCheckable, Rejected } from '../../src/claim/errors.ts'
import { keccak256 } from '../../src/claim/hash.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import { Lru } from '../../src/platform/lru.ts'
import { blaming } from '../checks/blame.ts'
import { decodeRsaKey, type RsaKey } from '../checks/signature/key.ts'
import { findKey, listRegistrations, type RegistryEvent } from '../evidence/node-history.ts'
import type { JudgeInput } from './context.ts'

const KEPT = 512
// Functions of the bytes alone; decoding costs ten times a verification.
const decoded = new Lru<Hash32, RsaKey>(KEPT)
/** By the node's name, which is the key's hash: whoever gave a key, there is only one. */
const asked = new Lru<Hash32, Uint8Array>(KEPT)

/**
 * The key that the node was registered with: from the call, else asked of the endpoints, and proved by its hash either way.
 * An unregistered name has no key, so nothing it is said to have signed was signed by it: the fault is of whoever put it
 * on chain.
 * @throws Rejected `REJECTED_NODE_UNKNOWN`, what decodeRsaKey throws (fault: registry); NotCheckable
 *   `CALLDATA_UNREADABLE`, `UNSUPPORTED_KEY_TYPE`; Unavailable `UNAVAILABLE_RPC`, `UNAVAILABLE_PROOF`
 */
export async function getNodeKey(
  { subject, context, conditions }: JudgeInput,
  events: readonly RegistryEvent[],
  teeId: Hash32,
  sender: Fault,
): Promise<RsaKey> {
  if (listRegistrations(events, teeId).length === 0)
    throw new Rejected('REJECTED_NODE_UNKNOWN', `no node ${teeId} was ever registered`, sender)
  const stated = findKey(events, teeId)
  if (!stated) conditions.key = 'getTEEPublicKey'
  const spki = stated ?? (await asked.get(teeId, () => askKey(context, subject.chainId, teeId)))
  return blaming('registry', () => decoded.get(keccak256(spki), async () => decodeRsaKey(spki)))
}

async function askKey(
  { evidence }: JudgeInput['context'],
  chainId: number,
  teeId: Hash32,
): Promise<Uint8Array> {
  const key = await evidence.askKey(chainId, teeId)
  if (key) return key
  throw new NotCheckable(
    'CALLDATA_UNREADABLE',
    `another contract registered ${teeId}: its key is not in the call, and the registry gives none`,
  )
}
