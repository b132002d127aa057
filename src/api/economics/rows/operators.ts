import { Operators } from '../../../economics/operators.ts'
import type { Snapshot } from '../../execute/snapshot.ts'

const TENURES = `select '0x' || encode(node_key, 'hex'), extract(epoch from from_time)::double precision,
    extract(epoch from to_time)::double precision, '0x' || encode(owner, 'hex'), '0x' || encode(payment_address, 'hex')
  from api.node_version where network = $1 and from_time < to_timestamp($2)`

/**
 * Whose each node of a network was at each moment before `now`. `strangers`: accounts where strangers meet; that one of them owns two
 * nodes makes these nobody's in common.
 */
export async function listOperators(
  snapshot: Snapshot,
  network: string,
  now: number,
  strangers: ReadonlySet<string>,
): Promise<Operators> {
  const rows = await snapshot.rows(TENURES, [network, now])
  return new Operators(
    rows.map(([node, from, to, owner, paid]) => ({
      node: String(node),
      from: Number(from),
      to: to === null ? null : Number(to),
      owner: owner === null || strangers.has(String(owner)) ? null : String(owner),
      accounts: [...new Set([owner, paid].flatMap((each) => (each ? [String(each)] : [])))],
    })),
  )
}
