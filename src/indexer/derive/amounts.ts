import type { PoolClient } from '../../platform/database.ts'
import type { FactKind } from '../events/facts.ts'
import { IN_SCOPE, parametersOf, type Scope } from './scope.ts'

// A redelegation is one log with two changes of stake: the gain is a stake_change, the loss this movement beside it.
const LEFT = `kind = 'redelegated-from'`

// One row per movement of money: who it concerns, which kind, how much. Base units; slashes and stake count as positive. What rewards come
// to in less than one is beside them, in parts of 10^18: sums carry it, so that they are the exact sum without what is less than a unit.
const MOVEMENTS: Partial<Record<FactKind, string>> = {
  fee: `select node, case when node is null then payee end as payee, block_time, token,
      case when refund then 'refund' else 'fee' end as kind, amount, 0::numeric
    from facts.fee where ${IN_SCOPE}`,
  emission: `select node, null::bytea, block_time, token, 'emission', amount, coalesce(fraction, 0)
    from facts.emission where ${IN_SCOPE}`,
  penalty: `select node, null::bytea, block_time, token, 'slash', amount, 0 from facts.penalty
    where ${IN_SCOPE} and token is not null and amount is not null`,
  stake_change: `select node, null::bytea, block_time, token,
      case when delta < 0 then 'stake_out' else 'stake_in' end, abs(delta), 0 from facts.stake_change where ${IN_SCOPE}
    union all
    select node, null::bytea, block_time, token, 'stake_out', amount, 0 from facts.movement where ${IN_SCOPE} and ${LEFT}`,
}

/** Adds (`sign` 1) or takes away (−1) the scope's money in every rollup by day, and in the stake behind nodes. */
export async function deriveAmounts(client: PoolClient, scope: Scope, sign: 1 | -1): Promise<void> {
  const movements = Object.entries(MOVEMENTS).filter(([kind]) => scope.kinds.has(kind as FactKind))
  if (movements.length === 0) return
  const parameters = [...parametersOf(scope), sign]
  await client.query(amountsSql(movements.map(([, sql]) => sql)), parameters)
  if (scope.kinds.has('fee')) await client.query(PAYERS, parameters)
  if (scope.kinds.has('stake_change') || scope.kinds.has('penalty')) await client.query(STAKE, parameters)
  if (sign < 0) for (const statement of SWEEP) await client.query(statement, [scope.network, scope.chain])
}

function amountsSql(movements: readonly string[]): string {
  return `with movement (node, payee, block_time, token, kind, amount, fraction) as (${movements.join(' union all ')}),
    daily as materialized (
      select node, payee, (block_time at time zone 'UTC')::date as day, token, kind, $5::integer * count(*) as events, $5::integer * sum(amount) as amount,
        $5::integer * sum(fraction) as fraction
      from movement group by 1, 2, 3, 4, 5),
    nodes as (${upsert('node_day_direct', 'node, ', 'where node is not null')}),
    payees as (${upsert('payee_day', 'payee, ', 'where node is null and payee is not null')})
    ${upsert('network_day_amount', '', '')}`
}

function upsert(table: string, who: string, where: string): string {
  return `insert into derived.${table} as t (network, chain_id, ${who}day, token, kind, events, amount, fraction)
    select $1, $2, ${who}day, token, kind, sum(events), sum(amount) + ${wholeOf('sum(fraction)')}, ${restOf('sum(fraction)')}
    from daily ${where} group by ${who}day, token, kind
    on conflict (network, chain_id, ${who}day, token, kind) do update
      set events = t.events + excluded.events, amount = t.amount + excluded.amount + ${wholeOf('t.fraction + excluded.fraction')},
        fraction = ${restOf('t.fraction + excluded.fraction')}`
}

/** Whole base units in so many parts, towards minus infinity: exact, where a division of numerics is rounded. */
function wholeOf(parts: string): string {
  return `div(${parts} - case when ${parts} < 0 then 999999999999999999 else 0 end, 1000000000000000000)`
}

function restOf(parts: string): string {
  return `${parts} - 1000000000000000000 * ${wholeOf(parts)}`
}

const PAYERS = `insert into derived.payer_day as t
    (network, chain_id, payer, day, token, payments, paid, refunds, refunded)
  select $1, $2, payer, (block_time at time zone 'UTC')::date, token,
    $5::integer * count(*) filter (where not refund), $5::integer * coalesce(sum(amount) filter (where not refund), 0),
    $5::integer * count(*) filter (where refund), $5::integer * coalesce(sum(amount) filter (where refund), 0)
  from facts.fee where ${IN_SCOPE} group by 3, 4, 5
  on conflict (network, chain_id, payer, day, token) do update
    set payments = t.payments + excluded.payments, paid = t.paid + excluded.paid,
      refunds = t.refunds + excluded.refunds, refunded = t.refunded + excluded.refunded`

// Whose loss a slash is may be unsaid: it then stands under the zero address.
const NOBODY = `'\\x0000000000000000000000000000000000000000'::bytea`
const STAKE = `insert into derived.stake as t (network, chain_id, node, staker, token, events, moved, slashed)
  select $1, $2, node, staker, token, $5::integer * count(*), $5::integer * sum(moved), $5::integer * sum(slashed) from (
    select node, staker, token, delta as moved, 0::numeric as slashed from facts.stake_change where ${IN_SCOPE}
    union all
    select node, account, token, -amount, 0 from facts.movement where ${IN_SCOPE} and ${LEFT}
    union all
    select node, coalesce(staker, ${NOBODY}), token, 0, amount from facts.penalty
    where ${IN_SCOPE} and token is not null and amount is not null) change
  group by node, staker, token
  on conflict (network, chain_id, node, token, staker) do update
    set events = t.events + excluded.events, moved = t.moved + excluded.moved, slashed = t.slashed + excluded.slashed`

// What lost all it had must be as if it had never been.
const SWEEP = [
  'delete from derived.stake where network = $1 and chain_id = $2 and events = 0',
  'delete from derived.node_day_direct where network = $1 and chain_id = $2 and events = 0',
  'delete from derived.payee_day where network = $1 and chain_id = $2 and events = 0',
  'delete from derived.network_day_amount where network = $1 and chain_id = $2 and events = 0',
  'delete from derived.payer_day where network = $1 and chain_id = $2 and payments = 0 and refunds = 0',
]
