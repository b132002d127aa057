import type { AsOf, FigureContext, MoneyClass, Window } from '../../../economics/figure.ts'
import { type Payers, USUAL_PAYERS } from '../../../economics/payers.ts'
import { DAY, dayOf } from '../../../economics/period.ts'
import type { Network } from '../../../platform/network.ts'
import { refused } from '../../execute/errors.ts'
import type { Snapshot } from '../../execute/snapshot.ts'

/** Longest window that one request may ask for. */
const MAX_DAYS = 731

const CHAINS = `select chain_id, height, '0x' || encode(hash, 'hex'), finalized_height,
    extract(epoch from block_time)::double precision,
    (select extract(epoch from j.block_time)::double precision from api.journal j
      where j.network = c.network and j.chain_id = c.chain_id order by j.number limit 1)
  from api.chain c where network = $1 order by chain_id`

/** Which network, which time, and at which blocks it is read. */
export interface EconomicScope {
  readonly network: string
  readonly window: Window
  /** The second after the newest indexed block, of whichever chain. */
  readonly known: number
  /** The same of each chain; of one without any block with data: before all time. */
  readonly knownOf: ReadonlyMap<number, number>
  /** The second of each chain's first indexed block; of one that says none: before all time. */
  readonly oldestOf: ReadonlyMap<number, number>
  readonly asOf: readonly AsOf[]
  /** Height of each chain that can no longer be taken back. */
  readonly finalized: ReadonlyMap<number, number>
  /** Whether the window ends after the newest indexed block of a chain, or reaches it before it is final. */
  readonly reachesHead: boolean
  /** Whose payments the figures are of. */
  readonly payers: Payers
}

/** Unix seconds as the API's DateTime. */
export function toDateTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('Z', '000Z')
}

export interface WindowArguments {
  readonly days?: number | null
  readonly to?: string | null
  /** Left out: all but a node's own operator. */
  readonly payers?: Payers | null
  /** Whether it begins at midnight UTC, so that `days` of its days are whole whenever it ends. */
  readonly wholeDays?: boolean
}

/**
 * The window of `days` days that ends at `to`, or after the newest indexed block; of it the part that the index has seen: a day
 * before the first block or after the newest is no day without income.
 * @throws `BAD_USER_INPUT` for a window that is none, `BLOCK_UNKNOWN` with `newest` or `oldest` for one of which nothing is
 *   indexed, `NETWORK_UNKNOWN` for a network that is not indexed
 */
export async function findScope(
  snapshot: Snapshot,
  network: string,
  { days, to, payers, wholeDays = false }: WindowArguments,
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
  const asked = to ? Math.floor(Date.parse(to) / 1000) : known
  const start = asked - length * DAY
  const from = wholeDays ? dayOf(start) : start
  if (from >= known)
    throw refused(
      'BLOCK_UNKNOWN',
      `the window begins after ${toDateTime(known)}, up to which ${network} is indexed: give an earlier to, or leave it out`,
      { newest: toDateTime(known) },
    )
  const oldestOf = new Map(
    chains.map((row) => [
      Number(row[0]),
      row[5] === null ? Number.NEGATIVE_INFINITY : Math.floor(Number(row[5])),
    ]),
  )
  const oldest = Math.min(...oldestOf.values())
  if (asked <= oldest)
    throw refused(
      'BLOCK_UNKNOWN',
      `the window ends before ${toDateTime(oldest)}, from when ${network} is indexed: give a later to, or leave it out`,
      { oldest: toDateTime(oldest) },
    )
  return {
    network,
    payers: payers ?? USUAL_PAYERS,
    window: { from: Math.max(from, oldest), to: Math.min(asked, known) },
    known,
    knownOf: new Map(
      chains.map((row) => [
        Number(row[0]),
        row[4] === null ? Number.NEGATIVE_INFINITY : Math.floor(Number(row[4])) + 1,
      ]),
    ),
    oldestOf,
    asOf: chains.map(([chain, block, hash]) => ({
      chain: Number(chain),
      block: Number(block),
      hash: String(hash),
    })),
    finalized: new Map(chains.map((row) => [Number(row[0]), Number(row[3])])),
    reachesHead: chains.some(
      ([, height, , finalized, time]) =>
        // A chain that lags behind the others may still bring blocks of the window, however final those are that it has.
        time === null ||
        asked > Math.floor(Number(time)) + 1 ||
        (Number(height) > Number(finalized) && asked > Number(time)),
    ),
  }
}

/**
 * The part of a scope's window that the index of every one of these chains has seen; empty when it has seen nothing of it. A day
 * that one chain has not reached, or that was over before its first block, is no day without income on it.
 */
export function seenOn(scope: EconomicScope, chains: readonly number[]): EconomicScope {
  const { from, to } = scope.window
  const first = Math.max(from, ...chains.map((chain) => scope.oldestOf.get(chain) ?? from))
  const last = Math.min(to, ...chains.map((chain) => scope.knownOf.get(chain) ?? to))
  return { ...scope, window: first < last ? { from: first, to: last } : { from, to: from } }
}

/** A scope's window from the midnight before it begins, so that `days` of its days are whole whenever it ends; never from before what these chains saw. */
export function fromMidnight({ window, oldestOf }: EconomicScope, chains: readonly number[]): Window {
  const { from, to } = window
  const midnight = dayOf(from)
  const isSeen = chains.every((chain) => midnight >= (oldestOf.get(chain) ?? Number.NEGATIVE_INFINITY))
  return { from: isSeen && from < to ? midnight : from, to }
}

/** Chains whose tokens are of a class: what one of them has not shown is missing in its figures. */
export function chainsOf(network: Network, moneyClass: MoneyClass): readonly number[] {
  const byTokens = network.tokens.filter((token) => token.class === moneyClass).map((token) => token.chain)
  const own = network.chains.filter((chain) => chain.class === moneyClass).map((chain) => chain.id)
  return [...new Set([...byTokens, ...own])]
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

/** What a figure of a scope says of itself that values no money: of counts, their shares, and times. */
export function contextOfCounts(
  { window, asOf, reachesHead }: EconomicScope,
  moneyClass: MoneyClass,
  eventsCounted = 0,
): FigureContext {
  return {
    class: moneyClass,
    window,
    asOf,
    finality: reachesHead ? 'provisional' : 'final',
    priceSource: null,
    eventsCounted,
    emissionShare: null,
    relatedPartyShare: null,
  }
}
