import type { MigrationInterface, QueryRunner } from 'typeorm'
import { WORK_REWARD } from './1790000000882-work-rewards.ts'

const SAME = (row: string) =>
  `${row}.network = l.network and ${row}.chain_id = l.chain_id and ${row}.contract = l.contract and ${row}.request_id = l.request_id
    and ${row}.block_number >= l.block_number`

export const LOCKS = `create view api.market_lock as
  select l.network, l.chain_id, l.block_number, l.block_hash, l.block_time, l.tx_hash, l.contract, l.phase, l.position,
    l.node as node_key, l.requester, l.request as request_key, l.request_id, l.price, l.coin, l.collateral, l.token,
    l.lock_deadline, l.deadline, i.block_time as as_of,
    case when s.step is not null then 'slashed' when p.is_known then 'in_time' when not p.is_known then 'unknown'
      when i.block_time <= l.deadline then 'open' else 'slashable' end as outcome,
    d.node as late_by, d.block_time as late_at, s.block_time as slashed_at, s.burned, s.amount as transferred, s.account as recipient
  from facts.market_lock l
  join ingest.status i on i.network = l.network and i.chain_id = l.chain_id
  left join lateral (select bool_or(p.paid_by = 'lock') as is_known from facts.market_payment p
    where ${SAME('p')} and p.state = 'locked' and (p.paid_by = 'lock' or p.amount is null)) p on true
  left join lateral (select p.node, p.block_time from facts.market_payment p
    where ${SAME('p')} and p.state = 'late' and p.paid_by is distinct from 'refused'
    order by p.block_number, p.position limit 1) d on true
  left join lateral (select s.step, s.block_time, s.burned, s.amount, s.account from facts.market_step s
    where ${SAME('s')} and s.step = 'slashed' limit 1) s on true`

// Of locks only: what a prover delivered without one is beside it.
export const PROVERS = `create view api.market_prover as
  select l.network, l.chain_id, l.node_key, l.token, max(l.as_of) as as_of, count(*)::int as locks,
    count(*) filter (where outcome = 'open')::int as open_locks,
    coalesce(sum(collateral) filter (where outcome = 'open'), 0) as locked,
    count(*) filter (where outcome = 'slashable')::int as slashable_locks,
    coalesce(sum(collateral) filter (where outcome = 'slashable'), 0) as slashable,
    min(deadline) filter (where outcome = 'slashable') as slashable_since,
    count(*) filter (where outcome = 'slashed')::int as slashed_locks,
    coalesce(sum(burned), 0) as burned, coalesce(sum(transferred), 0) as transferred,
    count(*) filter (where lock_deadline < as_of)::int as due_locks,
    count(*) filter (where lock_deadline < as_of and outcome = 'in_time')::int as in_time,
    count(*) filter (where lock_deadline < as_of and outcome = 'unknown')::int as unknown,
    (select count(*)::int from facts.market_payment p where p.network = l.network and p.chain_id = l.chain_id and p.node = l.node_key
      and p.state = 'late' and p.paid_by is distinct from 'refused') as secondary
  from api.market_lock l group by l.network, l.chain_id, l.node_key, l.token`

const REWARDS = `create or replace view api.work_reward as
  select r.network, r.chain_id, r.block_number, r.block_hash, r.block_time, r.tx_hash, r.contract, r.phase, r.position,
    r.state, r.source, r.node as node_key, r.payee, r.token, r.period as epoch, r.uncapped, r.reward_cap, r.amount,
    case r.source when 'work' then r.uncapped * 15 end as stake_wanted,
    case r.source when 'work' then (select sum(w.amount) from facts.work_reported w where w.network = r.network
      and w.chain_id = r.chain_id and w.contract = r.contract and w.period = r.period and w.node = r.node
      and w.payee = r.payee and w.block_number <= r.block_number) end as work
  from facts.work_reward r
  where r.state = 'entitled' or not exists (select from facts.work_reward n
    where n.network = r.network and n.chain_id = r.chain_id and n.contract = r.contract and n.period = r.period
      and n.source = r.source and n.block_number >= r.block_number
      and (n.state = 'entitled' or n.block_number > r.block_number))`

/** Locks of a market with what became of each, and every prover's as a whole. */
export class MarketLocks1790000000883 implements MigrationInterface {
  readonly name = 'MarketLocks1790000000883'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table facts.market_lock (
      network text not null, chain_id bigint not null,
      block_number integer not null, block_hash bytea not null, block_time timestamptz not null,
      tx_hash bytea not null, phase smallint not null default 0, position integer not null, contract bytea not null,
      request bytea not null, request_id numeric(78,0) not null, node bytea not null, requester bytea not null,
      price numeric(78,0) not null, coin bytea not null, collateral numeric(78,0) not null, token bytea not null,
      lock_deadline timestamptz, lock_deadline_seconds numeric(78,0), deadline timestamptz, deadline_seconds numeric(78,0),
      primary key (network, chain_id, block_number, phase, position)) partition by range (block_number)`)
    await runner.query(
      'create index market_payment_request on facts.market_payment (network, chain_id, request_id)',
    )
    for (const view of [LOCKS, PROVERS, REWARDS]) await runner.query(view)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.market_prover, api.market_lock')
    await runner.query('drop index facts.market_payment_request')
    await runner.query('drop table facts.market_lock')
    await runner.query('drop view api.work_reward')
    await runner.query(WORK_REWARD)
  }
}
