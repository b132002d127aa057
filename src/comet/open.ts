import type { Registry } from 'prom-client'
import { Misconfigured } from '../claim/errors.ts'
import { keccak256 } from '../claim/hash.ts'
import { toBytes } from '../claim/hex.ts'
import type { Consensus } from '../platform/consensus.ts'
import type { NetworkChain } from '../platform/network.ts'
import { CometClient } from './read/client.ts'
import type { Compare } from './read/fetch.ts'
import { CometReader } from './read/reader.ts'

export interface OpenOptions {
  readonly timeoutMs?: number
  readonly patienceMs?: number
  readonly maxBodyBytes?: number
  readonly registry?: Registry
}

/**
 * The consensus that a chain of a network is.
 * @throws Misconfigured `NO_CONSENSUS` for a chain that is none
 */
export function getConsensus(chain: NetworkChain): Consensus {
  if (chain.consensus) return chain.consensus
  throw new Misconfigured(
    'NO_CONSENSUS',
    `chain ${chain.id} (${chain.name}) has no "consensus" in network.json: it is read by assay indexer`,
  )
}

/** A reader of a consensus chain, with what its policy compares between endpoints. Closed by its client's `close()`. */
export function openComet(
  chain: NetworkChain,
  endpoints: readonly string[],
  signal: AbortSignal,
  options: OpenOptions = {},
): CometReader {
  const client = new CometClient({ endpoints, ...options }, signal)
  return new CometReader({ client, consensus: getConsensus(chain), compare: compareBy(chain) })
}

/** Under `full` every height is asked of two endpoints, under `audited` a share of them that nobody can choose. */
function compareBy({ id, integrity: { policy, auditShare } }: NetworkChain): Compare {
  if (policy === 'trusted') return () => false
  if (policy === 'full') return () => true
  return (height) => {
    const drawn = toBytes(keccak256(Buffer.from(`${id} ${height} ${Math.random()}`)))
    return Buffer.from(drawn).readUInt32BE() < auditShare * 2 ** 32
  }
}
