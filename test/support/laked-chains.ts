import { deriveAmounts } from '../../src/indexer/derive/amounts.ts'
import { deriveCounts } from '../../src/indexer/derive/counts.ts'
import type { FactKind } from '../../src/indexer/events/facts.ts'
import { Partitions } from '../../src/indexer/store/partitions.ts'
import type { Pool, PoolClient } from '../../src/platform/database.ts'

/** The name that the investor's questions of the bench have. */
export const NETWORK = 'alpha'
const BLOCKS = 1000

const NODE = 'sha256(int4send(i % 4))'
const TOKEN = 'substr(sha256(int4send(i % 3)), 1, 20)'
const ACCOUNT = 'substr(sha256(int4send((i * 7 + p) % 11)), 1, 20)'
/** What strangers write: quotes, lines, letters of every width, formulas, nothing. */
const TEXT = `(array['', '=1+1', 'a "b", c', E'two\\nlines \\\\ $1::text', 'ü 🜁 \u2028', '\\N'])[1 + (i + p) % 6]`
const AMOUNT = '(i * 7919 + p)::numeric ^ 17 % (2::numeric ^ 240)'

/** Facts of each kind, two in each of the blocks that it is in: `i` is the block, `p` the first or the second. */
const FACTS: readonly { kind: FactKind; each: number; columns: Readonly<Record<string, string>> }[] = [
  {
    kind: 'fee',
    each: 1,
    columns: {
      node: `case when i % 5 = 0 then null else ${NODE} end`,
      payer: ACCOUNT,
      payee: `'\\x03'`,
      token: TOKEN,
      amount: AMOUNT,
      attribution: `'explicit'`,
      refund: '(i + p) % 9 = 0',
    },
  },
  {
    kind: 'heartbeat',
    each: 3,
    columns: {
      node: NODE,
      // Stated by the node: any number of seconds, of the years 1 to 9999 a moment.
      signed_at: `case i % 5 when 0 then null when 1 then timestamptz '0001-01-01 00:00:00+00' when 2 then timestamptz '9999-12-31 23:59:59+00' else to_timestamp(i) end`,
      signed_at_seconds: 'case when i % 10 = 0 then 1e40 end',
    },
  },
  {
    kind: 'request_assigned',
    each: 25,
    columns: {
      request: NODE,
      node: NODE,
      requester: ACCOUNT,
      deadline: 'to_timestamp(i::numeric ^ 3)',
    },
  },
  {
    kind: 'emission',
    each: 4,
    columns: {
      node: NODE,
      token: TOKEN,
      amount: AMOUNT,
      fraction: '(i::numeric * 7919000000000000 + p) % 1e18',
    },
  },
  {
    kind: 'penalty',
    each: 50,
    columns: { node: NODE, kind: `'slash'`, token: `nullif(${TOKEN}, '')`, amount: 'nullif(i % 100, 0)' },
  },
  {
    kind: 'stake_change',
    each: 6,
    columns: { node: NODE, staker: ACCOUNT, token: TOKEN, delta: `${AMOUNT} * (1 - 2 * p)` },
  },
  {
    kind: 'movement',
    each: 40,
    columns: {
      kind: `case when p = 0 then 'redelegated-from' else 'funded' end`,
      node: NODE,
      account: ACCOUNT,
      token: TOKEN,
      amount: 'i',
    },
  },
  {
    kind: 'settlement',
    each: 7,
    columns: {
      kind: `case when p = 0 then 'batch' else 'individual' end`,
      batch_size: 'nullif(i % 5, 0)',
      blob_id: `case when p = 0 then 'blob-' || (i % 3) end`,
      merkle_root: `case when p = 0 then '\\x05'::bytea end`,
    },
  },
  {
    kind: 'settled_claim',
    each: 2,
    columns: {
      node: `case when i % 5 = 0 then null else ${NODE} end`,
      evidence: `'tee_signature'`,
      input_hash: NODE,
      output_hash: NODE,
    },
  },
  { kind: 'model_published', each: 90, columns: { model: NODE, system: `'groth16'` } },
  {
    kind: 'unknown_log',
    each: 30,
    columns: {
      topics: `case when p = 0 then '{}'::bytea[] else array['\\x01'::bytea] end`,
      data: `'\\x02'`,
      reason: `'unknown'`,
      detail: `nullif(${TEXT}, '')`,
    },
  },
]

/** A chain of a thousand blocks, an hour each, of which nine hundred are final, with facts of each kind that is loaded and their rollups. */
export async function seedChain(pool: Pool, chain: number): Promise<void> {
  const client = await pool.connect()
  try {
    for (const { kind, each, columns } of FACTS) {
      await new Partitions().ensure(client, kind, 0, BLOCKS - 1)
      await client.query(
        `insert into facts.${kind} (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract,
           ${Object.keys(columns).join(', ')})
         select $1, $2, i, sha256(int4send(i)), to_timestamp(1700000000 + i * 3600), sha256(int4send(-i)), p, '\\x01',
           ${Object.values(columns).join(', ')}
         from generate_series(0, $3 - 1, $4) i, generate_series(0, 1) p`,
        [NETWORK, chain, BLOCKS, each],
      )
    }
    // On a chain that is loaded late: three fees that 256 bits hold each, and not together.
    if (chain === 2) await seedHuge(client)
    // As the indexer does with each block.
    const kinds = new Set(FACTS.map(({ kind }) => kind))
    const scope = { network: NETWORK, chain, from: 0, to: BLOCKS - 1, kinds }
    await deriveCounts(client, scope, 1)
    await deriveAmounts(client, scope, 1)
    // An address that only one node ever had: what came to it is that node's, and only Postgres knows it.
    await client.query(
      `insert into derived.node_version (network, chain_id, node, from_block, from_time, payment_address)
       values ($1, $2, sha256(int4send(0)), 0, to_timestamp(1700000000), '\\x03')`,
      [NETWORK, chain],
    )
    await client.query(
      `insert into derived.node (network, chain_id, node, first_block, first_time, changed_block, changed_time)
       select $1, $2, sha256(int4send(i)), 0, to_timestamp(1700000000), 0, to_timestamp(1700000000) from generate_series(0, 3) i`,
      [NETWORK, chain],
    )
    await client.query(
      `insert into ingest.block (network, chain_id, number, hash, parent_hash, block_time, digest, holds_data, proof)
       select $1, $2, i, sha256(int4send(i)), sha256(int4send(i - 1)), to_timestamp(1700000000 + i * 3600), sha256(int4send(i + 1000000)), true, 'log'
       from generate_series(0, $3 - 1) i`,
      [NETWORK, chain, BLOCKS],
    )
    await client.query(
      `insert into ingest.status (network, chain_id, genesis_hash, height, hash, block_time, finalized_height, finalized_hash, head, digest,
         source_set_hash, fence)
       select $1, $2, sha256('g'), number, hash, block_time, 899, sha256('f'), number, digest, sha256('s'), 1
       from ingest.block where network = $1 and chain_id = $2 order by number desc limit 1`,
      [NETWORK, chain],
    )
  } finally {
    client.release()
  }
}

export const HUGE = 49n * 10n ** 75n

async function seedHuge(client: PoolClient): Promise<void> {
  await client.query(
    `insert into facts.fee (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, payer, payee, token, amount,
       attribution, refund)
     select $1, 2, i, sha256(int4send(i)), to_timestamp(1700000000 + i * 3600), sha256(int4send(-i)), 9, '\\x01', sha256(int4send(i)), '\\x04', '\\x03', '\\x99', $2,
       'explicit', false from generate_series(100, 300, 100) i`,
    [NETWORK, String(HUGE)],
  )
}

/** Leaves of one blob of three, whose batches are settled again and again: a leaf is a claim of each. */
export async function seedLeaves(pool: Pool): Promise<void> {
  await pool.query(
    `insert into archive.blob select $1, 'blob-1', 'kept', null, null, '\\x06', 100, '\\x05', 2, 'openzeppelin-standard-v1', 1, null, now(), now()`,
    [NETWORK],
  )
  await pool.query(
    `insert into archive.leaf select $1, 'blob-1', l, sha256(int4send(l)), '\\x07', '\\x08', '\\x00', now(), sha256(int4send(l)) from generate_series(0, 1) l`,
    [NETWORK],
  )
}
