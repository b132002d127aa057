import { pino } from 'pino'
import type { Address, Hex } from '../../claim/hex.ts'
import { type AccountSum, sumAccounts } from '../../market/accounts.ts'
import { createPool, type Pool } from '../../platform/database.ts'
import type { Network } from '../../platform/network.ts'
import { OWN_COIN } from '../events/abi-words.ts'
import { openTable } from '../events/load.ts'
import { recordNetworkRules } from '../identity/parameters.ts'
import { runIndexer } from '../indexer.ts'
import type { Place } from '../place.ts'
import { readLogs } from '../store/market-steps.ts'
import { RecordedChain } from './chain.ts'
import type { Recorded } from './file.ts'
import { toReplayNetwork } from './network.ts'

/** The sums of an account in one token, in base units. */
export const REPLAY_SUMS = [
  'accrued',
  'spent',
  'deposited',
  'withdrawn',
  'slashed',
  'received',
  'burned',
  'locked',
  'slashable',
  'refundable',
] as const

/** One account's money in one token, base units as decimal text. See {@link AccountSum} for what the words mean. */
export interface ReplayRow extends Readonly<Record<(typeof REPLAY_SUMS)[number], string>> {
  readonly account: string
  /** The zero address: the chain's own coin. */
  readonly token: string
  /** How many movements have no known amount: then the sums are not all that there was. */
  readonly unknown: number
  /** Why, one code for each. */
  readonly reasons: readonly string[]
}

export interface Replayed {
  readonly rows: readonly ReplayRow[]
  /** Logs of the market that nobody here understands, by topic or reason. */
  readonly unknownLogs: readonly { readonly what: string; readonly count: number }[]
  /** How many logs of the recording are of contracts of the network; where there are none, nothing was summed. */
  readonly heard: number
}

/**
 * Puts a recording through the indexer into an empty, migrated database, and sums up its market as of the recording's last block.
 * @throws Misconfigured `REPLAY_CHAIN`, `INTERFACE_UNKNOWN`, `NO_EVENTS`
 */
export async function replay(network: Network, recorded: Recorded, databaseUrl: string): Promise<Replayed> {
  const ends = new AbortController()
  const chain = new RecordedChain(recorded, () => ends.abort())
  const replayed = toReplayNetwork(network, recorded, chain.first)
  const place = { network: network.name, chain: recorded.chainId }
  const table = await openTable(replayed, place.chain)
  const pool = createPool(databaseUrl, { application: 'replay', max: 4 })
  try {
    await recordNetworkRules(pool, place, replayed)
    const genesisHash = await chain.genesisHash()
    const log = pino({ level: 'silent' })
    await runIndexer({ pool, place, table, reader: chain, genesisHash, log }, ends.signal, () => {})
    const { timestamp } = await chain.head()
    return {
      rows: await sumRows(pool, place, chain.last, BigInt(timestamp)),
      unknownLogs: await listUnknown(pool, place),
      heard: countHeard(replayed, recorded),
    }
  } finally {
    await pool.end()
  }
}

function countHeard({ contracts }: Network, { blocks }: Recorded): number {
  const known = new Set(contracts.map(({ address }) => address))
  return blocks.flatMap(({ logs }) => logs).filter(({ address }) => known.has(address)).length
}

async function sumRows(pool: Pool, place: Place, last: number, now: bigint): Promise<ReplayRow[]> {
  const { steps, offers } = await readLogs(pool, place, { to: last })
  const sums = new Map<string, ReplayRow>()
  for (const [, own] of Map.groupBy(steps, ({ contract }) => contract)) {
    const pledged = own.find(({ token }) => token !== OWN_COIN)?.token
    const accounts = sumAccounts(
      own.map(({ step }) => step),
      (request) => offers.get(request)?.offer,
      now,
    )
    for (const sum of accounts) {
      const token = sum.asset === 'coin' ? OWN_COIN : pledged
      // No log of this market names the token, so nothing of it moved.
      if (token) addRow(sums, token, sum)
    }
  }
  return [...sums.values()]
}

function addRow(sums: Map<string, ReplayRow>, token: Hex | Address, sum: AccountSum): void {
  const key = `${sum.account} ${token}`
  const before = sums.get(key)
  const add = (field: keyof AccountSum & keyof ReplayRow) =>
    String(BigInt((before?.[field] as string | undefined) ?? 0) + (sum[field] as bigint))
  const reasons = [...(before?.reasons ?? []), ...sum.unknown]
  sums.set(key, {
    account: sum.account,
    token,
    accrued: add('accrued'),
    spent: add('spent'),
    deposited: add('deposited'),
    withdrawn: add('withdrawn'),
    slashed: add('slashed'),
    received: add('received'),
    burned: add('burned'),
    locked: add('locked'),
    slashable: add('slashable'),
    refundable: add('refundable'),
    unknown: reasons.length,
    reasons,
  })
}

async function listUnknown(pool: Pool, { network, chain }: Place) {
  const { rows } = await pool.query<{ what: string; count: number }>(
    `select coalesce(detail, reason || ' ' || coalesce('0x' || encode(topics[1], 'hex'), '')) as what, count(*)::int as count
     from facts.unknown_log where network = $1 and chain_id = $2 group by 1 order by 1`,
    [network, chain],
  )
  return rows
}
