import type { GraphQLError } from 'graphql'
import { refused } from '../execute/errors.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import { splitMoment, toText } from '../sql/moment.ts'
import type { MomentBlock } from '../sql/statement.ts'
import { timeText } from '../sql/time-text.ts'

/** A moment as a request gives it: a time, or a block of one chain. */
export interface AsOf {
  readonly time?: string | null
  readonly network?: string | null
  readonly block?: {
    readonly network?: string | null
    readonly chainId: number
    readonly number: number
  } | null
}

export interface BlockRef extends MomentBlock {
  readonly hash: string | null
  readonly timestamp: string | null
}

// The journal holds every block with data of ours and every one that may still be taken back. So the newest journal
// block up to a time is, for our data, the state at that time; a chain that starts later has no block. The last columns: how
// far the chain is known.
const BY_TIME = `select c.network, c.chain_id, j.number, '0x' || encode(j.hash, 'hex'),
    ${timeText('j.block_time')}, c.height, ${timeText('k.newest')},
    k.newest < $1::timestamptz
  from api.chain c
  cross join lateral (select greatest(c.block_time, (select l.block_time from api.journal l where l.network = c.network
    and l.chain_id = c.chain_id order by l.number desc limit 1)) as newest) k
  left join lateral (select * from api.journal j where j.network = c.network and j.chain_id = c.chain_id
    and j.block_time <= $1::timestamptz order by j.number desc limit 1) j on true
  where $2::text is null or c.network = $2
  order by 1, 2`

const TIME_OF_BLOCK = `select c.network, c.height, ${timeText('coalesce(j.block_time, c.block_time)')},
    case when j.number = $3 then '0x' || encode(j.hash, 'hex') end
  from api.chain c
  left join lateral (select * from api.journal j where j.network = c.network and j.chain_id = c.chain_id
    and j.number <= $3::integer order by j.number desc limit 1) j on true
  where c.chain_id = $1::bigint and ($2::text is null or c.network = $2)`

const HEIGHTS = `select network, chain_id, height from api.chain where chain_id = any($1::bigint[])
  and ($2::text is null or network = $2) order by 1, 2`

/**
 * The block of each chain that a moment means, chains without a block by then left out.
 * @throws `BAD_USER_INPUT` for a moment that is none; `BLOCK_UNKNOWN` for a chain, height or time that is not indexed
 *   yet
 */
export async function findBlockVector(snapshot: Snapshot, asOf: AsOf): Promise<BlockRef[]> {
  if (asOf.time && !asOf.block) return blocksAt(snapshot, asOf.time, asOf.network ?? null)
  if (!asOf.block || asOf.time)
    throw refused('BAD_USER_INPUT', 'asOf takes a time or a block, one of the two')
  const { chainId, number } = asOf.block
  const network = asOf.block.network ?? asOf.network ?? null
  const found = await snapshot.rows(TIME_OF_BLOCK, [chainId, network, number])
  const [chain, another] = found
  if (!chain)
    throw refused('BLOCK_UNKNOWN', `no chain ${chainId} is indexed${network ? ` in ${network}` : ''}`)
  if (another) throw refused('BAD_USER_INPUT', `several networks have chain ${chainId}: name the network`)
  const [name, height, time, hash] = chain as [string, number, string | null, string | null]
  assertIndexed(chainId, height, number)
  if (time === null) return [{ network: name, chainId, number, hash: null, timestamp: null }]
  const own = { network: name, chainId, number, hash, timestamp: hash ? time : null }
  const others = await blocksAt(snapshot, time, name)
  return [own, ...others.filter((each) => each.chainId !== chainId)]
}

async function blocksAt(snapshot: Snapshot, time: string, network: string | null): Promise<BlockRef[]> {
  const rows = await snapshot.rows(BY_TIME, [time, network])
  const behind = rows.filter((row) => row[7] === true)
  if (behind.length) throw notReached(time, behind)
  return rows
    .filter((row) => row[2] !== null)
    .map(([name, chainId, number, hash, timestamp]) => ({
      network: String(name),
      chainId: Number(chainId),
      number: Number(number),
      hash: hash as string,
      timestamp: timestamp as string,
    }))
}

/** What is not indexed yet is not known: the newest block would be another moment than the one that was asked for. */
function notReached(time: string, behind: readonly unknown[][]): GraphQLError {
  const chains = behind.map(([network, chainId, , , , height, newest]) => ({
    network: String(network),
    chainId: Number(chainId),
    number: Number(height),
    timestamp: String(newest),
  }))
  const newest = chains.map((each) => each.timestamp).sort()[0] ?? ''
  const named = chains
    .slice(0, 5)
    .map((each) => `chain ${each.chainId} of ${each.network} up to block ${each.number} of ${each.timestamp}`)
  return refused(
    'BLOCK_UNKNOWN',
    `${time} is not indexed yet: ${named.join(', ')}. The newest moment that is known is ${newest}; asOf.network leaves other networks out`,
    { newest, chains },
  )
}

/**
 * The blocks of the moment that an id names (`devnet:31337-0x…@31337:42`), or undefined for an id of now.
 * @throws `BLOCK_UNKNOWN` for a chain or height that is not indexed, `ID_AMBIGUOUS` when several networks have these
 *   chains and the id names none
 */
export async function findMomentOfId(snapshot: Snapshot, id: string): Promise<MomentBlock[] | undefined> {
  const split = splitMoment(id)
  if (!split) return undefined
  const named = /^([a-z0-9-]{1,100}):/.exec(split.id)?.[1] ?? null
  const chains = split.blocks.map((each) => each.chainId)
  const rows = await snapshot.rows(HEIGHTS, [chains, named])
  const networks = [...Map.groupBy(rows, (row) => String(row[0]))].filter(
    ([, known]) => known.length === chains.length,
  )
  const [found, another] = networks
  if (!found)
    throw refused(
      'BLOCK_UNKNOWN',
      `no network${named ? ` ${named}` : ''} with chain ${chains.join(', ')} is indexed`,
    )
  if (another) {
    const candidates = networks.map(([network]) => `${network}:${id}`)
    throw refused('ID_AMBIGUOUS', `${id} is an id in several networks: ${candidates.join(', ')}`, {
      candidates,
    })
  }
  const [network, known] = found
  return split.blocks.map(({ chainId, number }) => {
    assertIndexed(chainId, Number(known.find((row) => row[1] === chainId)?.[2]), number)
    return { network, chainId, number }
  })
}

/**
 * Refuses an id of one moment that is asked for as of another.
 * @throws `BAD_USER_INPUT`
 */
export function assertSameMoment(ofId: readonly MomentBlock[], asked: readonly MomentBlock[]): void {
  const [network] = ofId.map((each) => each.network)
  const same = asked.filter((each) => each.network === network)
  if (toText(ofId) !== toText(same))
    throw refused(
      'BAD_USER_INPUT',
      `the id is of @${toText(ofId)}, asOf of @${toText(same)}: leave one of them out`,
    )
}

function assertIndexed(chainId: number, height: number, number: number): void {
  if (number < 0 || number > height)
    throw refused('BLOCK_UNKNOWN', `chain ${chainId} is indexed up to ${height}, not ${number}`)
}
