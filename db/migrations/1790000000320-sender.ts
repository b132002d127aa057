import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // Who signed a transaction, recovered from the signature that its hash covers. `called` is null for a creation.
  `create table keeper.sender (
    network text not null, chain_id bigint not null, tx_hash bytea not null,
    sender bytea not null, called bytea, proved_at timestamptz not null default now(),
    primary key (network, chain_id, tx_hash))`,
  // Who disabled a node. Owner and admin are told apart only where the signer called the registry itself: through
  // another contract it is that contract which the registry saw.
  `create view keeper.node_disabling as
    select s.network, s.chain_id, s.block_number, s.block_hash, s.block_time, s.tx_hash, s.position, s.contract, s.node,
      case when s.cause <> 'undetermined' then s.cause
        when x.sender is null or x.called is distinct from s.contract or r.owner is null then 'undetermined'
        when x.sender = r.owner then 'owner' else 'admin' end as cause,
      x.sender as actor
    from facts.node_status s
    left join keeper.sender x on x.network = s.network and x.chain_id = s.chain_id and x.tx_hash = s.tx_hash
    left join lateral (
      select owner from facts.node_registered r
      where r.network = s.network and r.chain_id = s.chain_id and r.node = s.node
        and (r.block_number, r.position) <= (s.block_number, s.position)
      order by r.block_number desc, r.position desc limit 1) r on true
    where not s.enabled`,
  // Who settled: the account that signed, whatever contract it went through.
  `create view keeper.settlement_relayer as
    select s.network, s.chain_id, s.block_number, s.position, s.tx_hash, x.sender as relayer, x.called = s.contract as direct
    from facts.settlement s
    join keeper.sender x on x.network = s.network and x.chain_id = s.chain_id and x.tx_hash = s.tx_hash`,
]

/** Senders: no header commits to one as such, so the indexer's raw data does not hold them. */
export class Sender1790000000320 implements MigrationInterface {
  readonly name = 'Sender1790000000320'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view keeper.settlement_relayer')
    await runner.query('drop view keeper.node_disabling')
    await runner.query('drop table keeper.sender')
  }
}
