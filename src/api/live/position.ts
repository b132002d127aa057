import { GraphQLError } from 'graphql'
import type { Pool } from '../../platform/database.ts'
import { timeText } from '../sql/time-text.ts'

/** How far a stream has told of one chain. */
export interface ChainPosition {
  readonly network: string
  readonly chain: number
  readonly number: number
  /** Empty where it is not known: right after a withdrawal, or when the journal no longer held that block. */
  readonly hash: string
}

/** How far a stream has told of everything: chains by block, verdicts by number. */
export interface Position {
  readonly chains: readonly ChainPosition[]
  readonly verdict: number
}

// One server indexes a handful of chains: no cursor of ours names more.
const MOST_CHAINS = 1000

export function encodePosition({ chains, verdict }: Position): string {
  const rows = chains.map((each) => [each.network, each.chain, each.number, each.hash])
  return Buffer.from(JSON.stringify([1, verdict, ...rows])).toString('base64url')
}

/**
 * The position that a cursor means.
 * @throws `BAD_CURSOR`
 */
export function decodePosition(cursor: string): Position {
  try {
    const [version, verdict, ...rows] = JSON.parse(
      Buffer.from(cursor, 'base64url').toString('utf8'),
    ) as unknown[]
    if (version === 1 && Number.isSafeInteger(verdict) && rows.length <= MOST_CHAINS) {
      const chains = rows.map(readRow)
      const names = new Set(chains.map(({ network, chain }) => `${network} ${chain}`))
      if (names.size === chains.length) return { verdict: Number(verdict), chains }
    }
  } catch {
    // Not ours: said below.
  }
  throw new GraphQLError('cursor refused: it is not one of a subscription', {
    extensions: { code: 'BAD_CURSOR' },
  })
}

function readRow(row: unknown): ChainPosition {
  const [network, chain, number, hash] = row as unknown[]
  const fits = typeof network === 'string' && Number.isSafeInteger(chain) && Number.isSafeInteger(number)
  if (!fits || Math.abs(Number(number)) > 2 ** 31 - 1) throw new TypeError('not a chain’s position')
  return { network, chain: Number(chain), number: Number(number), hash: String(hash) }
}

/** Where everything stands now. */
export async function positionNow(pool: Pool): Promise<Position> {
  const { rows } = await pool.query(
    `select network, chain_id as chain, height as number, '0x' || encode(hash, 'hex') as hash from api.chain order by 1, 2`,
  )
  const newest = await pool.query(`select coalesce(max(number), 0) as number from api.verdict`)
  return { chains: rows, verdict: Number(newest.rows[0]?.number) }
}

export interface Standing {
  readonly position: ChainPosition
  /** The first block that no longer holds of what was told; undefined when all of it does. */
  readonly withdrawnFrom: number | undefined
}

/**
 * What holds of each of the positions, of chains that are indexed here: in one statement, whatever a cursor names. Where the
 * journal has another hash, everything above finality as it is now is taken back: where the fork began is not kept.
 */
export async function listStandings(pool: Pool, positions: readonly ChainPosition[]): Promise<Standing[]> {
  const { rows } = await pool.query(
    `select p.at, c.finalized_height as final, c.height, '0x' || encode(j.hash, 'hex') as hash
      from unnest($1::text[], $2::bigint[], $3::integer[]) with ordinality p(network, chain_id, number, at)
      join api.chain c using (network, chain_id)
      left join api.journal j on j.network = p.network and j.chain_id = p.chain_id and j.number = p.number
      order by p.at`,
    [
      positions.map(({ network }) => network),
      positions.map(({ chain }) => chain),
      positions.map(({ number }) => number),
    ],
  )
  return (rows as { at: number; final: number; height: number; hash: string | null }[]).flatMap((now) => {
    const position = positions[now.at - 1]
    if (!position) return []
    const { number, hash } = position
    const same = now.height >= number && (now.hash === null || hash === '' || now.hash === hash)
    return [{ position, withdrawnFrom: same ? undefined : Math.min(now.final, number - 1) + 1 }]
  })
}

export interface JournalBlock {
  /** Empty where the journal does not hold that height. */
  readonly hash: string
  /** The block's own time as the API's DateTime; null where the journal does not hold that height. */
  readonly timestamp: string | null
}

/** What the journal holds of a block. */
export async function findJournalBlock(
  pool: Pool,
  { network, chain, number }: { network: string; chain: number; number: number },
): Promise<JournalBlock> {
  const { rows } = await pool.query(
    `select ${timeText('block_time')} as timestamp, '0x' || encode(hash, 'hex') as hash
      from api.journal where network = $1 and chain_id = $2 and number = $3`,
    [network, chain, number],
  )
  return (rows[0] as JournalBlock | undefined) ?? { hash: '', timestamp: null }
}
