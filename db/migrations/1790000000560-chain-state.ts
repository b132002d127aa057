import type { MigrationInterface, QueryRunner } from 'typeorm'

// A row without a genesis says only why nothing is stored yet: for entities there is no such chain.
const STATEMENTS = [
  `create or replace view api.network as select network, count(*)::integer as chain_count from ingest.status
    where genesis_hash <> '' group by network`,
  `create or replace view api.chain as select network, chain_id, height, hash, block_time, finalized_height, finalized_hash,
      greatest(head, height) as head, greatest(head - height, 0) as lag, digest, genesis_hash, updated_at
    from ingest.status where genesis_hash <> ''`,
  // Every chain that an indexer works on, with what stands in its way: for \`/status\`, \`/ready\` and metrics.
  `create view api.chain_state as select network, chain_id, height, greatest(head, height) as head,
      greatest(head - height, 0) as lag, finalized_height, updated_at, trouble_code, trouble, trouble_since
    from ingest.status`,
]

/** Chains of which nothing is stored yet, and what holds an index up. */
export class ChainState1790000000560 implements MigrationInterface {
  readonly name = 'ChainState1790000000560'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.chain_state')
  }
}
