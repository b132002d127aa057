import type { MigrationInterface, QueryRunner } from 'typeorm'
import { LOCKS as LOCKS_BEFORE, PROVERS as PROVERS_BEFORE } from './1790000000883-market-locks.ts'

const SAME = (row: string) =>
  `${row}.network = l.network and ${row}.chain_id = l.chain_id and ${row}.contract = l.contract and ${row}.request_id = l.request_id
    and ${row}.block_number >= l.block_number`

/** A deadline that is no moment of the years 1 to 9999 is null, and still to come. */
const OPEN = 'l.deadline is null or i.block_time <= l.deadline'
const LOCKS = `create or replace view api.market_lock as
  select l.network, l.chain_id, l.block_number, l.block_hash, l.block_time, l.tx_hash, l.contract, l.phase, l.position,
    l.node as node_key, l.requester, l.request as request_key, l.request_id, l.price, l.coin, l.collateral, l.token,
    l.lock_deadline, l.deadline, i.block_time as as_of,
    case when s.step is not null then 'slashed' when p.is_known then 'in_time' when not p.is_known then 'unknown'
      when ${OPEN} then 'open' else 'slashable' end as outcome,
    d.node as late_by, d.block_time as late_at, s.block_time as slashed_at, s.burned, s.amount as transferred, s.account as recipient,
    p.paid_at
  from facts.market_lock l
  join ingest.status i on i.network = l.network and i.chain_id = l.chain_id
  left join lateral (select bool_or(p.paid_by = 'lock') as is_known, min(p.block_time) as paid_at from facts.market_payment p
    where ${SAME('p')} and p.state = 'locked' and (p.paid_by = 'lock' or p.amount is null)) p on true
  left join lateral (select p.node, p.block_time from facts.market_payment p
    where ${SAME('p')} and p.state = 'late' and p.paid_by is distinct from 'refused'
    order by p.block_number, p.position limit 1) d on true
  left join lateral (select s.step, s.block_time, s.burned, s.amount, s.account from facts.market_step s
    where ${SAME('s')} and s.step = 'slashed' limit 1) s on true`

/** A payment that a later log shows is of a delivery that is counted already. */
const SECONDARY = `p.state = 'late' and coalesce(p.paid_by, '') not in ('refused', 'later_offer')`
const PROVERS = `create or replace view api.market_prover as
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
      and ${SECONDARY}) as secondary
  from api.market_lock l group by l.network, l.chain_id, l.node_key, l.token`

export const DAY = (time: string) => `(${time} at time zone 'UTC')::date`
const OF_LOCK = 'l.network, l.chain_id, l.node_key, l.contract'
const OF_PAYMENT = 'p.network, p.chain_id, p.node, p.contract'
/** What moves a day's figures, in the order of the columns. */
const FIGURES: readonly string[] = [
  'locks',
  'locked',
  'slashable',
  'due_locks',
  'in_time',
  'unknown_locks',
  'slashed_locks',
  'burned',
  'moved_to_self',
  'moved_to_treasury',
  'moved_to_others',
  'received',
  'earned',
  'unknown_payments',
  'secondary',
]
type Row = (given: Readonly<Record<string, string>>) => string
/** Until when a lock that ran out, or was slashed without it, was locked: from the second after its deadline on it is slashable. */
const FAILED_AT = `case when l.outcome in ('slashable', 'slashed') then least(l.deadline + interval '1 second', l.slashed_at) end`
const MOVED_TO = (who: string) => `case when ${who} then l.transferred else 0 end`

const changes = (row: Row) => `
    select ${OF_LOCK}, ${DAY('l.block_time')} as day, ${row({ locks: '1', locked: 'l.collateral' })} from api.market_lock l
    union all
    select ${OF_LOCK}, ${DAY('l.paid_at')}, ${row({ locked: '-l.collateral' })}
      from api.market_lock l where l.outcome in ('in_time', 'unknown')
    union all
    select ${OF_LOCK}, ${DAY(FAILED_AT)}, ${row({ locked: '-l.collateral', slashable: 'l.collateral' })}
      from api.market_lock l where ${FAILED_AT} <= l.as_of
    union all
    select ${OF_LOCK}, ${DAY('l.slashed_at')}, ${row({
      slashable: '-l.collateral',
      slashed_locks: '1',
      burned: 'l.burned',
      moved_to_self: MOVED_TO('l.recipient = l.node_key'),
      moved_to_treasury: MOVED_TO('l.recipient = l.contract'),
      moved_to_others: MOVED_TO('l.recipient not in (l.node_key, l.contract)'),
    })} from api.market_lock l where l.outcome = 'slashed'
    union all
    select ${OF_LOCK}, ${DAY('l.lock_deadline')}, ${row({
      due_locks: '1',
      in_time: `(l.outcome = 'in_time')::int`,
      unknown_locks: `(l.outcome = 'unknown')::int`,
    })} from api.market_lock l where l.lock_deadline < l.as_of
    union all
    select s.network, s.chain_id, s.account, s.contract, ${DAY('s.block_time')}, ${row({ received: 's.amount' })}
      from facts.market_step s where s.step = 'slashed' and s.account <> s.contract
    union all
    select ${OF_PAYMENT}, ${DAY('p.block_time')}, ${row({
      earned: 'coalesce(p.amount, 0)',
      unknown_payments: `(p.amount is null and not exists (select from facts.market_payment k where k.network = p.network
        and k.chain_id = p.chain_id and k.request = p.request and k.paid_by = 'later_offer'))::int`,
      secondary: `(${SECONDARY})::int`,
    })} from facts.market_payment p`

/** What a figure of a day is read as: its column, unless it says otherwise. */
interface MoreOfDays {
  readonly figures: readonly string[]
  /** SQL: rows of network, chain, node, contract, day and figures, each with `union all` before it. */
  readonly changes: (row: Row) => string
  /** SQL: further columns, of the day's row `d`. */
  readonly columns: string
}

/** The view of days, with what a later migration adds to it. */
export function viewOfDays(more: MoreOfDays = { figures: [], changes: () => '', columns: '' }): string {
  const figures = [...FIGURES, ...more.figures]
  /** One row of figures: what is given, and zeros. */
  const row: Row = (given) => figures.map((name) => given[name] ?? '0::numeric').join(', ')
  return `create view api.market_day as
  with change as (${changes(row)}${more.changes(row)}
  ), day as (
    select network, chain_id, node_key, contract, day, ${figures.map((name) => `sum(${name}) as ${name}`).join(', ')}
    from change c (network, chain_id, node_key, contract, day, ${figures.join(', ')}) group by 1, 2, 3, 4, 5
  )
  select d.network, d.chain_id, d.node_key, d.contract as market, d.day, i.block_time as as_of,
    decode(repeat('00', 20), 'hex') as coin,
    coalesce((select l.token from facts.market_lock l where l.network = d.network and l.chain_id = d.chain_id and l.contract = d.contract
      limit 1), decode(repeat('00', 20), 'hex')) as token,
    ${FIGURES.filter((name) => !['locked', 'slashable'].includes(name))
      .map(
        (name) =>
          `d.${name}${/^(locks|due_locks|in_time|unknown|slashed_locks|secondary)/.test(name) ? '::int' : ''}`,
      )
      .join(', ')},
    sum(d.locked) over so_far as locked, sum(d.slashable) over so_far as slashable${more.columns}
  from day d join ingest.status i on i.network = d.network and i.chain_id = d.chain_id
  window so_far as (partition by d.network, d.chain_id, d.node_key, d.contract order by d.day)`
}

/** When a locker was paid; what provers of a market earned, lost and had at stake, day by day. */
export class MarketDays1790000000990 implements MigrationInterface {
  readonly name = 'MarketDays1790000000990'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LOCKS)
    await runner.query(PROVERS)
    await runner.query('create index market_lock_node on facts.market_lock (network, chain_id, node)')
    await runner.query('create index market_payment_node on facts.market_payment (network, chain_id, node)')
    await runner.query(viewOfDays())
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.market_day')
    await runner.query('drop index facts.market_lock_node, facts.market_payment_node')
    await runner.query('drop view api.market_prover, api.market_lock')
    await runner.query(LOCKS_BEFORE)
    await runner.query(PROVERS_BEFORE)
  }
}
