import { isHeartbeatSignature, readHeartbeatKey } from '../../claim/heartbeat.ts'
import { hashOf } from '../../claim/hex.ts'
import type { PoolClient } from '../../platform/database.ts'
import type { Place } from '../place.ts'

/** Heartbeats that are looked at together. */
const AT_ONCE = 500

/**
 * Chooses the signature of each heartbeat that went through another contract: of those that stand in the input, the one that the node's
 * registered key made; null where none is its, or two are. Where the key is not known, or is of no kind that can be verified, the
 * decoder's word stays. It follows from the heartbeats and from the registrations before them, which must be stored already; so it
 * does not matter how blocks were batched.
 */
export async function proveHeartbeats(
  client: PoolClient,
  { network, chain }: Place,
  range: { readonly from: number; readonly to: number },
): Promise<void> {
  let after = [range.from, -1]
  for (;;) {
    const { rows } = await client.query<Row>(
      `select h.block_number as block, h.position, h.node, h.signature, h.candidates, r.signing_key as key,
         coalesce(h.signed_at_seconds, extract(epoch from h.signed_at))::bigint::text as time
       from facts.heartbeat h
       left join lateral (
         select signing_key from facts.node_registered r
         where r.network = h.network and r.chain_id = h.chain_id and r.node = h.node and r.signing_key is not null
           and (r.block_number, r.position) < (h.block_number, h.position) limit 1) r on true
       where h.network = $1 and h.chain_id = $2 and h.block_number <= $3 and (h.block_number, h.position) > ($4, $5)
         and h.candidates is not null
       order by h.block_number, h.position limit ${AT_ONCE}`,
      [network, chain, range.to, ...after],
    )
    for (const row of rows) {
      const proved = findProved(row)
      if (proved === undefined || isSame(proved, row.signature)) continue
      await client.query(
        `update facts.heartbeat set signature = $5
         where network = $1 and chain_id = $2 and block_number = $3 and position = $4`,
        [network, chain, row.block, row.position, proved],
      )
    }
    const last = rows.at(-1)
    if (!last || rows.length < AT_ONCE) return
    after = [last.block, last.position]
  }
}

interface Row {
  readonly block: number
  readonly position: number
  readonly node: Buffer
  readonly signature: Buffer | null
  readonly candidates: readonly Buffer[]
  readonly key: Buffer | null
  /** Unix seconds, as signed. */
  readonly time: string
}

/** Undefined where there is no key to ask. */
function findProved({ node, candidates, key, time }: Row): Buffer | null | undefined {
  const own = key ? readHeartbeatKey(key) : undefined
  if (!own) return undefined
  const beat = { teeId: hashOf(node), timestamp: BigInt(time) }
  const [first, ...others] = candidates.filter((signature) =>
    isHeartbeatSignature(own, { ...beat, signature }),
  )
  return first === undefined || others.length > 0 ? null : first
}

function isSame(one: Buffer | null, other: Buffer | null): boolean {
  return one === null || other === null ? one === other : one.equals(other)
}
