import { GraphQLError } from 'graphql'
import type { Snapshot } from '../execute/snapshot.ts'
import type { SourceSql } from '../sql/list.ts'

/** A moment as a request gives it: a time, or a block of one chain. */
export interface AsOf {
  readonly time?: string | null
  readonly block?: {
    readonly network?: string | null
    readonly chainId: number
    readonly number: number
  } | null
}

export interface BlockRef {
  readonly network: string
  readonly chainId: number
  readonly number: number
  readonly hash: string | null
  readonly timestamp: string | null
}

const STAMP = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`

// The journal holds every block with data of ours and every one that may still be taken back. So the newest journal
// block up to a time is, for our data, the state at that time; a chain that starts later has no block.
const BY_TIME = `select c.network, c.chain_id, j.number, '0x' || encode(j.hash, 'hex'),
    to_char(j.block_time at time zone 'UTC', ${STAMP})
  from api.chain c
  cross join lateral (select * from api.journal j where j.network = c.network and j.chain_id = c.chain_id
    and j.block_time <= $1::timestamptz order by j.number desc limit 1) j
  where $2::text is null or c.network = $2
  order by 1, 2`

const TIME_OF_BLOCK = `select c.network, c.height, to_char(coalesce(j.block_time, c.block_time) at time zone 'UTC', ${STAMP}),
    case when j.number = $3 then '0x' || encode(j.hash, 'hex') end
  from api.chain c
  left join lateral (select * from api.journal j where j.network = c.network and j.chain_id = c.chain_id
    and j.number <= $3::integer order by j.number desc limit 1) j on true
  where c.chain_id = $1::bigint and ($2::text is null or c.network = $2)`

/**
 * The block of each chain that a moment means, chains without a block by then left out.
 * Errors: `BAD_USER_INPUT` for a moment that is none; `BLOCK_UNKNOWN` for a chain or height that is not indexed.
 */
export async function findBlockVector(snapshot: Snapshot, asOf: AsOf): Promise<BlockRef[]> {
  if (asOf.time && !asOf.block) return vector(await snapshot.rows(BY_TIME, [asOf.time, null]))
  if (!asOf.block || asOf.time)
    throw refused('BAD_USER_INPUT', 'asOf takes a time or a block, one of the two')
  const { network = null, chainId, number } = asOf.block
  const found = await snapshot.rows(TIME_OF_BLOCK, [chainId, network, number])
  const [chain, another] = found
  if (!chain)
    throw refused('BLOCK_UNKNOWN', `no chain ${chainId} is indexed${network ? ` in ${network}` : ''}`)
  if (another) throw refused('BAD_USER_INPUT', `several networks have chain ${chainId}: name the network`)
  const [name, height, time, hash] = chain as [string, number, string | null, string | null]
  if (number < 0 || number > height)
    throw refused('BLOCK_UNKNOWN', `chain ${chainId} is indexed up to ${height}, not ${number}`)
  if (time === null) return [{ network: name, chainId, number, hash: null, timestamp: null }]
  const others = vector(await snapshot.rows(BY_TIME, [time, name]))
  const own = { network: name, chainId, number, hash, timestamp: hash ? time : null }
  return [own, ...others.filter((each) => each.chainId !== chainId)]
}

function vector(rows: unknown[][]): BlockRef[] {
  return rows.map(([network, chainId, number, hash, timestamp]) => ({
    network: String(network),
    chainId: Number(chainId),
    number: Number(number),
    hash: hash as string,
    timestamp: timestamp as string,
  }))
}

function refused(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } })
}

/** Nodes at these blocks, as a source of rows. */
export function nodesAsOf(blocks: readonly BlockRef[]): SourceSql {
  return (statement) => {
    const networks = statement.param(
      blocks.map((each) => each.network),
      'text[]',
    )
    const chains = statement.param(
      blocks.map((each) => each.chainId),
      'bigint[]',
    )
    const numbers = statement.param(
      blocks.map((each) => each.number),
      'integer[]',
    )
    return `api.node_as_of(${networks}, ${chains}, ${numbers})`
  }
}
