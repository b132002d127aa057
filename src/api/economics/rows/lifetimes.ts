import type { Lifetime } from '../../../economics/survival.ts'
import type { Snapshot } from '../../execute/snapshot.ts'

// A node left when it was disabled and is so still, or when it fell silent for longer than the rule and is so still.
export const LEFT_AT = `case when n.enabled = false then extract(epoch from n.changed_time)
      when n.lapsed then extract(epoch from (select max(l.from_time) from api.lapse l
        where l.network = n.network and l.chain_id = n.chain_id and l.node_key = n.node_key and l.to_time is null)) end::double precision`

const LIFETIMES = `select '0x' || encode(n.node_key, 'hex'), extract(epoch from n.first_time)::double precision, ${LEFT_AT},
    n.role
  from api.node n where n.network = $1 and n.first_time < to_timestamp($2)`

/** A node's life and what it was. */
export interface NodeLife extends Lifetime {
  readonly role: string | null
}

/** Every node's life up to `now`. */
export async function listLifetimes(
  snapshot: Snapshot,
  network: string,
  now: number,
): Promise<readonly NodeLife[]> {
  const rows = await snapshot.rows(LIFETIMES, [network, now])
  return rows.map(([node, joinedAt, leftAt, role]) => ({
    node: String(node),
    joinedAt: Number(joinedAt),
    leftAt: leftAt === null || Number(leftAt) >= now ? null : Number(leftAt),
    role: role === null ? null : String(role),
  }))
}
