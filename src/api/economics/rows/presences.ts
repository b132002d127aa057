import type { EmissionRow } from '../../../economics/ledger.ts'
import { type Presences, presenceOf } from '../../../economics/presence.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { bounded, hex, MAX_ROWS } from './ledger.ts'
import type { EconomicScope } from './scope.ts'

// A node was away while it was disabled, and while it was silent for longer than the rule.
const PRESENCES = `with asked as (select distinct on (n.node_key) n.chain_id, n.node_key, n.first_time from api.node n
    where n.network = $1 and n.node_key = any($2::bytea[]) and ($3::bigint is null or n.chain_id = $3) order by n.node_key, n.chain_id)
  select ${hex('n.node_key')}, extract(epoch from n.first_time)::double precision,
    extract(epoch from a.from_time)::double precision, extract(epoch from a.to_time)::double precision
  from asked n left join lateral (
    select v.from_time, v.to_time from api.node_version v
      where v.network = $1 and v.chain_id = n.chain_id and v.node_key = n.node_key and not v.enabled
    union all
    select l.from_time, l.to_time from api.lapse l
      where l.network = $1 and l.chain_id = n.chain_id and l.node_key = n.node_key
  ) a on a.from_time < to_timestamp($5) and (a.to_time is null or a.to_time > to_timestamp($4))
  limit ${MAX_ROWS + 1}`

/**
 * When nodes were there, of those whose emissions say which time they are for, during that time and up to the newest indexed block.
 * `chain`: that they are asked about on; left out: the first that has each.
 * @throws `TOO_MANY_ROWS`
 */
export async function listPresences(
  snapshot: Snapshot,
  { network, window, known }: EconomicScope,
  emissions: readonly EmissionRow[],
  chain?: number,
): Promise<Presences> {
  const nodes = new Set<string>()
  let from = window.from
  for (const { node, since } of emissions) {
    if (node === null || typeof since !== 'number') continue
    nodes.add(node)
    from = Math.min(from, since)
  }
  if (nodes.size === 0) return new Map()
  const keys = [...nodes].map((node) => Buffer.from(node.slice(2), 'hex'))
  const found = await snapshot.rows(PRESENCES, [network, keys, chain ?? null, from, known])
  const rows = Map.groupBy(bounded(found, window.from, window), ([node]) => String(node))
  return new Map(
    [...rows].map(([node, own]) => {
      const absences = own.flatMap(([, , began, ended]) =>
        began === null
          ? []
          : [{ from: Number(began), to: ended === null ? Number.POSITIVE_INFINITY : Number(ended) }],
      )
      return [node, presenceOf(Number(own[0]?.[1]), absences)]
    }),
  )
}
