import { TILE_WIDTH } from '../../src/claim/log/tiles.ts'
import { leafHash, type ReadHashes, rootOf } from '../../src/claim/log/tree.ts'
import type { Pool, PoolClient } from '../../src/platform/database.ts'

type Database = Pick<Pool | PoolClient, 'query'>

/** Hashes of complete subtrees of a log in Postgres, as tiles hold them. What it returns @throws RangeError of hashes that are not there */
export function readNodes(database: Database, origin: string): ReadHashes {
  return async (level, from, count) => {
    const values = [origin, from, from + count]
    const query =
      level === 0
        ? 'select entry as hash from watch.log_entry where origin = $1 and index >= $2 and index < $3 order by index'
        : `select hash from watch.log_node where origin = $1 and index >= $2 and index < $3 and level = ${Number(level)} order by index`
    const { rows } = await database.query<{ hash: Buffer }>(query, values)
    if (rows.length !== count)
      throw new RangeError(`log ${origin} lacks hashes of level ${level} from ${from}`)
    return rows.map(({ hash }) => (level === 0 ? leafHash(hash) : hash))
  }
}

/** Keeps the hashes of the subtrees that became complete when a log grew. */
export async function keepNodes(
  client: PoolClient,
  origin: string,
  oldSize: number,
  size: number,
): Promise<void> {
  const read = readNodes(client, origin)
  let [from, to] = [oldSize, size]
  for (let level = 1; to >= TILE_WIDTH; level++) {
    ;[from, to] = [Math.floor(from / TILE_WIDTH), Math.floor(to / TILE_WIDTH)]
    for (let index = from; index < to; index++)
      await client.query('insert into watch.log_node values ($1, $2, $3, $4)', [
        origin,
        level,
        index,
        rootOf(await read(level - 1, index * TILE_WIDTH, TILE_WIDTH)),
      ])
  }
}
