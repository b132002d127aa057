import type { Query } from '../../src/api/sql/fragment.ts'

const SHOWN = `c.network || ':' || c.chain_id || '-' || c.block_number || '-' || c.position || coalesce('-' || c.leaf, ''),
  c.block_number, to_char(c.block_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '0x' || encode(c.tx_hash, 'hex'), c.evidence,
  '0x' || encode(c.input_hash, 'hex'), '0x' || encode(c.output_hash, 'hex'),
  n.network || ':' || n.chain_id || '-0x' || encode(n.node, 'hex'), n.role, n.endpoint`

/**
 * The newest claims of a chain with their nodes, as somebody would write it who knows the tables: straight from them, no view between,
 * and only what is shown. The bare server asks it as a named statement.
 */
export function newestClaims(limit: number): Query {
  return {
    text: `select ${SHOWN} from (
        (select network, chain_id, block_number, position, null::integer as leaf, block_time, tx_hash, evidence, input_hash, output_hash, node
          from facts.settled_claim where network = $1 and chain_id = $2 order by block_number desc, position desc limit ${limit})
        union all
        (select s.network, s.chain_id, s.block_number, s.position, l.leaf_index, s.block_time, s.tx_hash, 'tee_signature', l.input_hash,
            l.output_hash, l.node
          from facts.settlement s
          join archive.blob b on b.network = s.network and b.blob_id = s.blob_id and b.status = 'kept'
            and coalesce(b.merkle_root = s.merkle_root, false)
          join archive.leaf l on l.network = s.network and l.blob_id = s.blob_id
          where s.network = $1 and s.chain_id = $2 and s.kind = 'batch'
          order by s.block_number desc, s.position desc, l.leaf_index desc limit ${limit})) c
      left join derived.node n on n.network = c.network and n.chain_id = c.chain_id and n.node = c.node
      order by c.block_number desc, c.position desc, c.leaf desc limit ${limit}`,
    values: ['alpha', 31337],
  }
}

/** The first nodes by id, each with its newest claims, by hand too. */
export function nodesWithClaims(nodes: number, claims: number): Query {
  return {
    text: `select n.network || ':' || n.chain_id || '-0x' || encode(n.node, 'hex'), n.role, (
        select coalesce(json_agg(r), '[]'::json) from (
          select json_build_array(c.network || ':' || c.chain_id || '-' || c.block_number || '-' || c.position || coalesce('-' || c.leaf, ''),
            c.block_number, '0x' || encode(c.output_hash, 'hex')) as r
          from (
            (select network, chain_id, block_number, position, null::integer as leaf, output_hash from facts.settled_claim
              where network = n.network and node = n.node and chain_id = n.chain_id order by block_number desc, position desc limit ${claims})
            union all
            (select s.network, s.chain_id, s.block_number, s.position, l.leaf_index, l.output_hash
              from archive.leaf l
              join archive.blob b on b.network = l.network and b.blob_id = l.blob_id and b.status = 'kept'
              join facts.settlement s on s.network = l.network and s.chain_id = n.chain_id and s.blob_id = l.blob_id and s.kind = 'batch'
                and coalesce(s.merkle_root = b.merkle_root, false)
              where l.network = n.network and l.node = n.node
              order by s.block_number desc, s.position desc, l.leaf_index desc limit ${claims})) c
          order by c.block_number desc, c.position desc, c.leaf desc limit ${claims}) x)
      from derived.node n order by n.network, n.chain_id, n.node limit ${nodes}`,
    values: [],
  }
}
