import type { AsOf, Window } from '../../../economics/figure.ts'
import type { Network } from '../../../platform/network.ts'
import { refused } from '../../execute/errors.ts'
import type { Snapshot } from '../../execute/snapshot.ts'

/** Longest window that one request may ask for. */
const MAX_DAYS = 731

const CHAINS = `select chain_id, height, '0x' || encode(hash, 'hex'), finalized_height,
    extract(epoch from block_time)::double precision
  from api.chain where network = $1 order by chain_id`

/** Which network, which time, and at which blocks it is read. */
export interface EconomicScope {
  readonly network: string
  readonly window: Window
  readonly asOf: readonly AsOf[]
  /** Height of each chain that can no longer be taken back. */
  readonly finalized: ReadonlyMap<number, number>
  /** Whether the window reaches the newest indexed block of a chain that is not yet final, or goes beyond what is indexed. */
  readonly reachesHead: boolean
}

export interface WindowArguments {
  readonly days?: number | null
  readonly to?: string | null
}

/**
 * The window of `days` days that ends at `to`, or after the newest indexed block.
 * @throws Unanswerable `BAD_USER_INPUT` for a window that is none or of which nothing is indexed, `NETWORK_UNKNOWN`
 *   for a network that is not indexed
 */
export async function findScope(
  snapshot: Snapshot,
  network: string,
  { days, to }: WindowArguments,
): Promise<EconomicScope> {
  const chains = await snapshot.rows(CHAINS, [network])
  if (chains.length === 0) throw refused('NETWORK_UNKNOWN', `no chain of ${network.slice(0, 60)} is indexed`)
  const length = days ?? 30
  if (!Number.isInteger(length) || length < 1 || length > MAX_DAYS)
    throw refused('BAD_USER_INPUT', `days must be 1 to ${MAX_DAYS}`)
  const times = chains.flatMap((row) => (row[4] === null ? [] : [Number(row[4])]))
  const newest = times.length ? Math.max(...times) : undefined
  if (newest === undefined) throw refused('BAD_USER_INPUT', `${network} has no block with data yet`)
  const known = Math.floor(newest) + 1
  const end = to ? Math.floor(Date.parse(to) / 1000) : known
  const from = end - length * 86_400
  // Nothing was seen of such a window: sums over it would be zeros that nobody observed.
  if (from >= known)
    throw refused(
      'BAD_USER_INPUT',
      `the window begins after the newest indexed block, of ${new Date(newest * 1000).toISOString()}`,
    )
  return {
    network,
    window: { from, to: end },
    asOf: chains.map(([chain, block, hash]) => ({
      chain: Number(chain),
      block: Number(block),
      hash: String(hash),
    })),
    finalized: new Map(chains.map((row) => [Number(row[0]), Number(row[3])])),
    reachesHead:
      end > known ||
      chains.some((row) => Number(row[1]) > Number(row[3]) && (row[4] === null || end > Number(row[4]))),
  }
}

/**
 * The file of a network that this server has.
 * @throws `NETWORK_UNKNOWN`
 */
export function getNetworkFile(networks: ReadonlyMap<string, Network>, name: string): Network {
  const file = networks.get(name)
  if (!file) throw refused('NETWORK_UNKNOWN', `this server has no file of a network ${name.slice(0, 60)}`)
  return file
}
