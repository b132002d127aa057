import type { Window } from '../../../economics/figure.ts'
import { bounded, hex, MAX_ROWS, text } from '../../economics/rows/ledger.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import type { NodeSpell } from './spells.ts'

const APPROVALS = `select t.chain_id, ${hex('t.contract')}, ${hex('t.measurement')}, t.block_number, ${hex('t.approver')}
  from api.measurement_change t where t.network = $1 and t.approved and t.block_time < to_timestamp($2)
  order by t.block_number desc, t.position desc limit ${MAX_ROWS + 1}`

/** Who had approved a node's measurement when its state began; null: nobody did, or no transaction proves who. */
export type ApproverOf = (
  spell: Pick<NodeSpell, 'chain' | 'registry' | 'measurement' | 'fromBlock'>,
) => string | null

/**
 * Approvals of a network up to a window's end, each with who signed it.
 * @throws `TOO_MANY_ROWS`
 */
export async function listApprovers(
  snapshot: Snapshot,
  network: string,
  window: Window,
): Promise<ApproverOf> {
  const rows = bounded(await snapshot.rows(APPROVALS, [network, window.to]), 0, window)
  const byMeasurement = Map.groupBy(
    rows,
    ([chain, registry, measurement]) => `${chain} ${registry} ${measurement}`,
  )
  return ({ chain, registry, measurement, fromBlock }) => {
    const approvals = byMeasurement.get(`${chain} ${registry} ${measurement}`) ?? []
    return text(approvals.find((row) => Number(row[3]) <= fromBlock)?.[4] ?? null)
  }
}
