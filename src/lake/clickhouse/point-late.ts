import { hash } from 'node:crypto'
import type { ClickHouse } from '../../platform/clickhouse.ts'
import type { Pool } from '../../platform/database.ts'
import { listLateNamed, listMarks, recordLatePointer } from './late-pointer.ts'
import {
  BEHIND_LAST_DAY,
  COUNTED,
  MARKS,
  nameLateLoad,
  VERIFICATION,
  VERIFICATION_COLUMNS,
} from './late-tables.ts'
import { dropLoads } from './load-entries.ts'

/** What readers are told of the view. */
const VIEWS = { [VERIFICATION]: { table: COUNTED, columns: VERIFICATION_COLUMNS, fixed: {} } }

/**
 * Switches readers to verdicts as far as Postgres has counted them, of each chain of a network, up to the verdict of this number.
 * @throws Unavailable `UNAVAILABLE_CLICKHOUSE`, `CLICKHOUSE_FAULT`
 */
export async function pointLate(
  { pool, network, server }: { readonly pool: Pool; readonly network: string; readonly server: ClickHouse },
  upTo: number,
): Promise<void> {
  for (const mark of await listMarks(pool, network, upTo)) {
    const { chain, verdict, block, digest, except } = mark
    const load = nameLateLoad(hash('sha256', JSON.stringify([network, chain, verdict, block])))
    if (mark.load === load) continue
    await dropLoads(server, [MARKS], [load])
    await server.run(
      `insert into ${MARKS} select {load:String}, {network:String}, {chain:Int64}, {verdict:Int64}, {block:Int64}`,
      { load, network, chain, verdict, block },
    )
    const { rows } = await server.rows(
      `select toString(count()) from ${COUNTED} where load = {load:String}`,
      { load },
    )
    await recordLatePointer(pool, network, {
      chain,
      load,
      rows: { [COUNTED]: Number(rows[0]?.[0]) },
      views: VIEWS,
      verdict,
      block,
      digest,
      before: BEHIND_LAST_DAY,
      except,
    })
  }
  const named = await listLateNamed(pool, network)
  const { rows } = await server.rows(`select distinct load from ${MARKS} where network = {network:String}`, {
    network,
  })
  await dropLoads(
    server,
    [MARKS],
    rows.map(([load]) => String(load)).filter((load) => !named.has(load)),
  )
}
