import { GraphQLError } from 'graphql'
import type { Pool } from '../../platform/database.ts'

/** How far a stream has told of one chain. */
export interface ChainPosition {
  readonly network: string
  readonly chain: number
  readonly number: number
  /** Empty right after a withdrawal: no block of that height was told. */
  readonly hash: string
}

/** How far a stream has told of everything: chains by block, verdicts by number. */
export interface Position {
  readonly chains: readonly ChainPosition[]
  readonly verdict: number
}

export function encodePosition({ chains, verdict }: Position): string {
  const rows = chains.map((each) => [each.network, each.chain, each.number, each.hash])
  return Buffer.from(JSON.stringify([1, verdict, ...rows])).toString('base64url')
}

/** The position that a cursor means. Throws `BAD_CURSOR`. */
export function decodePosition(cursor: string): Position {
  try {
    const [version, verdict, ...rows] = JSON.parse(
      Buffer.from(cursor, 'base64url').toString('utf8'),
    ) as unknown[]
    if (version === 1 && Number.isSafeInteger(verdict))
      return { verdict: Number(verdict), chains: rows.map(readRow) }
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

/**
 * The first block that no longer holds of what was told up to `position`, or undefined when all of it does. Where the
 * journal has another hash, everything above finality as it is now is taken back: where the fork began is not kept.
 */
export async function findWithdrawn(pool: Pool, position: ChainPosition): Promise<number | undefined> {
  const { rows } = await pool.query(
    `select c.finalized_height as final, c.height, '0x' || encode(j.hash, 'hex') as hash from api.chain c
      left join api.journal j on j.network = c.network and j.chain_id = c.chain_id and j.number = $3
      where c.network = $1 and c.chain_id = $2`,
    [position.network, position.chain, position.number],
  )
  const now = rows[0] as { final: number; height: number; hash: string | null } | undefined
  if (!now) return undefined
  const same =
    now.height >= position.number && (now.hash === null || position.hash === '' || now.hash === position.hash)
  return same ? undefined : Math.min(now.final, position.number - 1) + 1
}

/** A block's own time as the API's DateTime; null where the journal does not hold that height. */
export async function findBlockTime(
  pool: Pool,
  network: string,
  chain: number,
  number: number,
): Promise<string | null> {
  const { rows } = await pool.query(
    `select to_char(block_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
      from api.journal where network = $1 and chain_id = $2 and number = $3`,
    [network, chain, number],
  )
  return (rows[0]?.at as string | undefined) ?? null
}
