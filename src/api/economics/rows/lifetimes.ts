import type { Lifetime } from '../../../economics/survival.ts'
import type { Snapshot } from '../../execute/snapshot.ts'

/**
 * SQL: when node `n` had left as seen just before `now`, in Unix seconds, or null. It left when it was disabled and was so still,
 * with the first version that says so and not with later words on it, or when it fell silent for longer than the rule and was so still.
 */
export function leftAt(now: string): string {
  const own = (row: string) =>
    `${row}.network = n.network and ${row}.chain_id = n.chain_id and ${row}.node_key = n.node_key and ${row}.from_time < to_timestamp(${now})`
  const enabled = `(select max(u.from_block) from api.node_version u where ${own('u')} and u.enabled is distinct from false)`
  return `extract(epoch from coalesce(
      (select min(v.from_time) from api.node_version v where ${own('v')} and v.from_block > coalesce(${enabled}, -1)),
      (select max(l.from_time) from api.lapse l where ${own('l')} and (l.to_time is null or l.to_time >= to_timestamp(${now})))
    ))::double precision`
}

const LIFETIMES = `select '0x' || encode(n.node_key, 'hex'), extract(epoch from n.first_time)::double precision, ${leftAt('$2')},
    n.role, n.chain_id
  from api.node n where n.network = $1 and n.first_time < to_timestamp($2)`

/** A node's life and what it was. */
export interface NodeLife extends Lifetime {
  /** Where it is registered. */
  readonly chain: number
  readonly role: string | null
}

/** Every node's life up to `now`. */
export async function listLifetimes(
  snapshot: Snapshot,
  network: string,
  now: number,
): Promise<readonly NodeLife[]> {
  const rows = await snapshot.rows(LIFETIMES, [network, now])
  return rows.map(([node, joinedAt, leftAt, role, chain]) => ({
    node: String(node),
    joinedAt: Number(joinedAt),
    leftAt: leftAt === null || Number(leftAt) >= now ? null : Number(leftAt),
    role: role === null ? null : String(role),
    chain: Number(chain),
  }))
}
