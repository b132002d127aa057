import type { CounterPayment } from '../../../economics/circular.ts'
import { mayBeTied } from '../../../economics/circular.ts'
import type { Paid } from '../../../economics/dust.ts'
import type { Operators } from '../../../economics/operators.ts'
import type { Visible } from '../../../economics/relations.ts'
import { MAX_TRANSFERS } from '../../../economics/relations.ts'
import type { Transfer } from '../../../economics/transfer.ts'
import { refused } from '../../execute/errors.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import type { EconomicScope } from './scope.ts'

const MOST = 200_000

// From the beginning, for what funded a payment is older than it. What events show: payments into accounts that pay themselves, for
// only these pass money on; a refund gives back and funds nobody. What the keeper read at an endpoint's word, without what an event of
// a payment or of its refund shows already; a refund of more than was ever paid is funding. Dust funds nobody, and anybody can send it
// or pay it: what an account gave a payer in a token, all of it together, must be a hundredth at least of what the payer paid in it;
// what an event shows must be so by events alone, or it would stand on an endpoint's word.
// Receivers of fees are far fewer than fees: each is found by one step along their index, and whether it pays by one look. What may
// explain a transfer are refunds, and payments to accounts whose transfers were read: the other fees are not compared with any.
// `offset 0` keeps each look along the index as it is written: the planner takes a hundred receivers for those of most fees, and
// would read all of these.
// After the transfers, what those who receive some paid in fees, to tell dust, where they are summed anyway; without a sender.
const TRANSFERS = `with recursive payees as (
    (select f.payee from api.fee f where f.network = $1 order by f.payee limit 1)
    union all
    select (select f.payee from api.fee f where f.network = $1 and f.payee > p.payee order by f.payee limit 1)
    from payees p where p.payee is not null),
  explaining as materialized (
    select f.* from (select p.payee from payees p where exists (select from api.transfer t where t.network = $1 and t.receiver = p.payee)
        offset 0) p
      cross join lateral (select f.* from api.fee f where f.network = $1 and f.payee = p.payee and not f.refund
        and f.block_time < to_timestamp($2) offset 0) f
    union all
    select f.* from api.fee f where f.network = $1 and f.refund and f.block_time < to_timestamp($2)),
  moved as (
    select t.chain_id, t.token, t.payer as sender, t.payee as receiver, t.block_time, t.block_number, t.tx_hash, t.position, t.amount,
      false as unproved
    from (select p.payee from payees p where exists (select from api.payer_day d where d.network = $1 and d.chain_id = any($3)
        and d.payer = p.payee) offset 0) p
      cross join lateral (select f.* from api.fee f where f.network = $1 and f.payee = p.payee and not f.refund
        and f.block_time < to_timestamp($2) offset 0) t
    union all
    select t.chain_id, t.token, t.sender, t.receiver, t.block_time, t.block_number, t.tx_hash, t.log_index, t.amount, true
    from api.transfer t where t.network = $1 and t.block_time < to_timestamp($2)
      and not exists (select from explaining f where f.tx_hash = t.tx_hash and f.block_time = t.block_time
        and case when f.refund then f.payer = t.receiver and f.payee in (t.sender, t.receiver) and f.token = t.token and f.amount = t.amount
            and f.amount <= (select sum(e.amount) from api.fee e where e.network = f.network and e.payer = f.payer and e.token = f.token
              and e.node_key is not distinct from f.node_key and not e.refund and e.block_time <= f.block_time)
          else f.payer = t.sender and f.payee = t.receiver end)),
  paid as materialized (
    select d.chain_id, d.token, d.payer, sum(d.paid) as paid from (
      select d.chain_id, d.token, d.payer, d.day, d.paid from api.payer_day d
      where d.network = $1 and d.payer in (select t.receiver from api.transfer t where t.network = $1)
      union all
      select d.chain_id, d.token, d.payer, d.day, d.paid from payees p join api.payer_day d on d.network = $1 and d.payer = p.payee
      where not exists (select from api.transfer t where t.network = $1 and t.receiver = p.payee)) d
    where d.day <= (to_timestamp($2) at time zone 'UTC')::date group by 1, 2, 3)
  select '0x' || encode(t.sender, 'hex'), '0x' || encode(t.receiver, 'hex'), extract(epoch from t.block_time)::double precision,
    t.chain_id, t.block_number, '0x' || encode(t.tx_hash, 'hex'), '0x' || encode(t.token, 'hex'), t.amount::text, t.unproved
  from (select t.* from (select *, sum(amount) filter (where not unproved) over given as by_events, sum(amount) over given as in_all
      from moved window given as (partition by chain_id, receiver, token, sender)) t
    left join paid p on p.chain_id = t.chain_id and p.token = t.token and p.payer = t.receiver
    where case when t.unproved then t.in_all else t.by_events end > 0
      and case when t.unproved then t.in_all else t.by_events end * 100 >= coalesce(p.paid, 0)
    order by t.block_time, t.chain_id, t.block_number, t.position limit ${MOST + 1}) t
  union all
  select null, '0x' || encode(p.payer, 'hex'), null, p.chain_id, null, null, '0x' || encode(p.token, 'hex'), p.paid::text, null from paid p
  where p.chain_id = any($3)`
const READ = `select t.chain_id, count(*)::integer, count(*) filter (where t.depth = 0)::integer, min(t.read_to)
  from api.traced t where t.network = $1 group by 1 order by 1`

// Contracts that paid emissions and take no fees (those give payers their own money back), among senders of transfers.
const GRANTERS = `select '0x' || encode(c.contract, 'hex') from (select distinct e.contract from api.emission e
    where e.network = $1 and e.block_time < to_timestamp($2) and e.contract = any($3)) c
  where not exists (select from api.fee f where f.network = $1 and f.contract = c.contract)`
// Who earns emissions: what they get from such a contract is theirs. Each table is read once, not once for each account.
const EARNERS = `select '0x' || encode(a.account, 'hex') from (
    select s.staker from api.stake_change s where s.network = $1 and s.staker = any($3) and s.block_time < to_timestamp($2)
    union select e.payee from api.emission e where e.network = $1 and e.payee = any($3) and e.block_time < to_timestamp($2)
    union select n.owner from api.node_version n where n.network = $1 and n.owner = any($3) and n.from_time < to_timestamp($2)
    union select n.payment_address from api.node_version n where n.network = $1 and n.payment_address = any($3)
      and n.from_time < to_timestamp($2)) a (account)`
// The last payment of each such payer to each node.
const COUNTER = `select distinct on (f.node_key, f.payer) '0x' || encode(f.payer, 'hex'), '0x' || encode(f.payee, 'hex'),
    extract(epoch from f.block_time)::double precision, f.chain_id, f.block_number, '0x' || encode(f.tx_hash, 'hex'),
    '0x' || encode(f.token, 'hex'), f.amount::text, false, '0x' || encode(f.node_key, 'hex')
  from api.fee f where f.network = $1 and not f.refund and f.node_key is not null and f.block_time < to_timestamp($2)
    and f.payer in (select p.payer from api.payer_day p where p.network = $1 and p.payer = any($3))
  order by f.node_key, f.payer, f.block_time desc, f.position desc limit ${MOST + 1}`

const PAYMENTS =
  'payments of fees between accounts, as the network’s own events show them, up to the payment in question'
const UNSEEN = 'transfers of a chain’s own coin leave no event and were not seen'

/**
 * Transfers that facts show or that the keeper read, up to the window's end.
 * @throws `TOO_MANY_ROWS`
 */
export async function listTransfers(
  snapshot: Snapshot,
  { network, window, knownOf }: EconomicScope,
): Promise<Visible> {
  const own = [...knownOf.keys()]
  const answer = await snapshot.rows(TRANSFERS, [network, window.to, own])
  const rows = answer.filter(([sender]) => sender !== null)
  if (rows.length > MOST)
    throw refused('TOO_MANY_ROWS', `more than ${MOST} transfers between payers to trace`)
  const chains = (await snapshot.rows(READ, [network])).map(
    ([chain, accounts, payers, upTo]) =>
      `on chain ${chain} into ${accounts} accounts (${payers} payers and who funded them), all read up to block ${upTo}`,
  )
  const tokens = chains.length
    ? `transfers of the payment tokens, at an endpoint’s word (unproved): ${chains.join('; ')}`
    : 'transfers of the payment tokens were not read'
  const transfers = rows.map(toTransfer)
  const of = (accounts: readonly string[]): readonly [string, number, readonly Buffer[]] => [
    network,
    window.to,
    bytesOf(accounts),
  ]
  const granters = await readAccounts(snapshot, GRANTERS, of(transfers.map(({ from }) => from)))
  const granted = transfers.filter(({ from }) => granters.has(from))
  const earners = await readAccounts(snapshot, EARNERS, of(granted.map(({ to }) => to)))
  const receivers = new Set(transfers.map(({ to }) => to))
  const paid = answer.filter(([sender, receiver]) => sender === null && receivers.has(String(receiver)))
  return {
    transfers: transfers.filter(({ from, to }) => !granters.has(from) || !earners.has(to)),
    paid: paid.map(
      ([, payer, , chain, , , token, amount]): Paid => ({
        payer: String(payer),
        chain: Number(chain),
        token: token === null ? null : String(token),
        amount: BigInt(String(amount)),
      }),
    ),
    granters,
    visible: `${PAYMENTS}; ${tokens}; ${UNSEEN}`,
  }
}

/**
 * Payments to nodes by operators of others, and by whom money from them may have reached, up to the window's end.
 * @throws `TOO_MANY_ROWS`
 */
export async function listCounterPayments(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
  operators: Operators,
  { transfers }: Pick<Visible, 'transfers'>,
): Promise<readonly CounterPayment[]> {
  const accounts = mayBeTied(operators.accounts, transfers, MAX_TRANSFERS)
  if (accounts.length === 0) return []
  const rows = await snapshot.rows(COUNTER, [network, window.to, bytesOf(accounts)])
  if (rows.length > MOST) throw refused('TOO_MANY_ROWS', `more than ${MOST} payments by operators to trace`)
  return rows.map((row) => ({ ...toTransfer(row), node: String(row[9]) }))
}

async function readAccounts(
  snapshot: Snapshot,
  sql: string,
  values: readonly [string, number, readonly Buffer[]],
): Promise<ReadonlySet<string>> {
  if (values[2].length === 0) return new Set()
  return new Set((await snapshot.rows(sql, [...values])).map(([account]) => String(account)))
}

function bytesOf(accounts: readonly string[]): readonly Buffer[] {
  return [...new Set(accounts)].map((account) => Buffer.from(account.slice(2), 'hex'))
}

function toTransfer([from, to, at, chain, block, txHash, token, amount, unproved]: unknown[]): Transfer {
  return {
    from: String(from),
    to: String(to),
    at: Number(at),
    chain: Number(chain),
    block: Number(block),
    txHash: String(txHash),
    token: token === null ? null : String(token),
    amount: BigInt(String(amount)),
    unproved: unproved === true,
  }
}
