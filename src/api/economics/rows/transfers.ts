import type { Visible } from '../../../economics/relations.ts'
import { refused } from '../../execute/errors.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import type { EconomicScope } from './scope.ts'

const MOST = 200_000

// From the beginning, for what funded a payment is older than it. A refund gives back and funds nobody. Only accounts that
// pay themselves can pass money on: the rest is left where it is.
const TRANSFERS = `select '0x' || encode(t.payer, 'hex'), '0x' || encode(t.payee, 'hex'), extract(epoch from t.block_time)::double precision
  from api.fee t where t.network = $1 and not t.refund and t.block_time < to_timestamp($2)
    and exists (select from api.payer_day p where p.network = t.network and p.payer = t.payee)
  limit ${MOST + 1}`

// What the keeper read at an endpoint's word, without what an event of a payment or of its refund shows already; a refund of more
// than was ever paid is funding. Dust funds nobody, and anybody can send it: what an account gave a payer in a token, all of it
// together, must be a hundredth at least of what the payer paid in it.
const UNPROVED = `select '0x' || encode(t.sender, 'hex'), '0x' || encode(t.receiver, 'hex'), extract(epoch from t.block_time)::double precision
  from (select *, sum(amount) over (partition by chain_id, token, sender, receiver) as given
    from api.transfer where network = $1 and block_time < to_timestamp($2)) t
  left join (select chain_id, token, payer, sum(paid) as paid from api.payer_day where network = $1
    and day <= (to_timestamp($2) at time zone 'UTC')::date group by 1, 2, 3) p
    on p.chain_id = t.chain_id and p.token = t.token and p.payer = t.receiver
  where t.given > 0 and t.given * 100 >= coalesce(p.paid, 0)
    and not exists (select from api.fee f where f.network = t.network and f.tx_hash = t.tx_hash and f.block_time = t.block_time
      and case when f.refund then f.payer = t.receiver and f.payee in (t.sender, t.receiver) and f.token = t.token and f.amount = t.amount
          and f.amount <= (select sum(e.amount) from api.fee e where e.network = f.network and e.payer = f.payer and e.token = f.token
            and e.node_key is not distinct from f.node_key and not e.refund and e.block_time <= f.block_time)
        else f.payer = t.sender and f.payee = t.receiver end)
  limit ${MOST + 1}`
const READ = `select t.chain_id, count(*)::integer, count(*) filter (where t.depth = 0)::integer, min(t.read_to)
  from api.traced t where t.network = $1 group by 1 order by 1`

const PAYMENTS =
  'payments of fees between accounts, as the network’s own events show them, up to the payment in question'
const UNSEEN = 'transfers of a chain’s own coin leave no event and were not seen'

/**
 * Transfers that facts show or that the keeper read, up to the window's end.
 * @throws `TOO_MANY_ROWS`
 */
export async function listTransfers(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
): Promise<Visible> {
  const read = async (sql: string): Promise<unknown[][]> => {
    const rows = await snapshot.rows(sql, [network, window.to])
    if (rows.length > MOST)
      throw refused('TOO_MANY_ROWS', `more than ${MOST} transfers between payers to trace`)
    return rows
  }
  const toTransfer = ([from, to, at]: unknown[]) => ({ from: String(from), to: String(to), at: Number(at) })
  const proved = (await read(TRANSFERS)).map(toTransfer)
  const unproved = (await read(UNPROVED)).map((row) => ({ ...toTransfer(row), unproved: true }))
  const chains = (await snapshot.rows(READ, [network])).map(
    ([chain, accounts, payers, upTo]) =>
      `on chain ${chain} into ${accounts} accounts (${payers} payers and who funded them), all read up to block ${upTo}`,
  )
  const tokens = chains.length
    ? `transfers of the payment tokens, at an endpoint’s word (unproved): ${chains.join('; ')}`
    : 'transfers of the payment tokens were not read'
  return { transfers: [...proved, ...unproved], visible: `${PAYMENTS}; ${tokens}; ${UNSEEN}` }
}
