import { decodeHeader } from '../../src/chain/ethereum/decode-header.ts'
import { AuditFault, MalformedEvidence, Unavailable } from '../../src/claim/errors.ts'
import type { Hash32, Hex } from '../../src/claim/hex.ts'
import type { RawHeader } from '../../src/claim/raw.ts'
import { weakRandomness } from '../../src/claim/sample/weak-beacon.ts'
import { Deferred } from '../evidence/deferred.ts'
import type { AuditTrust, TimedChain } from './report.ts'

/** What a round draws with, and when it came out. */
export interface Round {
  readonly randomness: Hash32
  /** Unix seconds. */
  readonly time: number
}

/**
 * The round of a weak beacon: a block by its header, which must stand on the chain as the reader sees it.
 * @throws AuditFault `BEACON_BLOCK` when it is another block; Unavailable (`UNAVAILABLE_RPC`) and Deferred when the chain cannot be read
 */
export async function openWeakRound(
  chainId: number,
  chain: TimedChain | undefined,
  number: number,
  encoded: Hex,
): Promise<Round> {
  const header = decodeOr(encoded)
  if (header.number !== number)
    throw new AuditFault('BEACON_BLOCK', `the header is of block ${header.number}, not of ${number}`)
  if (!chain) throw new Unavailable('UNAVAILABLE_RPC', `chain ${chainId} is not read here`)
  const { hash } = await chain.getHeaderAt(number)
  if (hash !== header.hash)
    throw new AuditFault('BEACON_BLOCK', `block ${number} is ${hash}, not ${header.hash}`)
  return { randomness: weakRandomness(chainId, hash), time: header.timestamp }
}

/**
 * When the block of a weak beacon's round came out, Unix seconds; null while it is not final, or where nobody draws by blocks.
 * @throws Unavailable `UNAVAILABLE_RPC` when the chain cannot be read
 */
export async function readWeakTime(
  { weakBeacon, chains }: Pick<AuditTrust, 'weakBeacon' | 'chains'>,
  number: number,
): Promise<number | null> {
  const chain = weakBeacon === undefined ? undefined : chains.get(weakBeacon)
  if (!chain) return null
  try {
    return (await chain.getHeaderAt(number)).timestamp
  } catch (error) {
    if (error instanceof Deferred) return null
    throw error
  }
}

function decodeOr(encoded: Hex): RawHeader {
  try {
    return decodeHeader(encoded)
  } catch (error) {
    if (!(error instanceof MalformedEvidence)) throw error
    throw new AuditFault('BEACON_BLOCK', error.message, { cause: error })
  }
}
