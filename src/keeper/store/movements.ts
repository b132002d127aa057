import { toHex } from '../../claim/hex.ts'
import type { EmissionRow, FactRow, FeeRow, LedgerFacts, StakeRow } from '../../economics/ledger.ts'
import type { Pool } from '../../platform/database.ts'

interface Stored {
  readonly block: number
  readonly block_hash: Uint8Array
  readonly at: number
  readonly tx_hash: Uint8Array
  readonly position: number
  readonly node: Uint8Array | null
  readonly token: Uint8Array
  readonly amount: string
  readonly a: Uint8Array | null
  readonly b: Uint8Array | null
  readonly note: string | null
  readonly refund: boolean
}

const PLACE = `block_number as block, block_hash, extract(epoch from block_time)::double precision as at, tx_hash, position`
const SPAN = `network = $1 and chain_id = $2 and block_number > $3 and block_number <= $4`

// A refund whose log does not say who gave it (payer and payee are one) left the account that had received the fee: of the same
// request, or else the payer's latest to this node. Without such a fee nobody is said to have given it.
const GIVER = `case when refund and payee = payer then (select f.payee from facts.fee f
    where f.network = t.network and f.chain_id = t.chain_id and f.node = t.node and f.payer = t.payer and f.token = t.token
      and not f.refund and (f.block_number, f.position) < (t.block_number, t.position)
    order by f.request is not distinct from t.request desc, f.block_number desc, f.position desc limit 1) else payee end`

/** All that moved tokens in the blocks after `after` up to `upTo`, as the facts have it. */
export async function listMovements(
  pool: Pool,
  network: string,
  chain: number,
  after: number,
  upTo: number,
): Promise<LedgerFacts> {
  const read = async (columns: string, table: string): Promise<Stored[]> => {
    const { rows } = await pool.query<Stored>(
      `select ${PLACE}, node, token, ${columns} from ${table} t where ${SPAN}`,
      [network, chain, after, upTo],
    )
    return rows
  }
  const fees = await read(
    `amount::text as amount, payer as a, ${GIVER} as b, attribution as note, refund`,
    'facts.fee',
  )
  const emissions = await read(
    'amount::text as amount, payee as a, null::bytea as b, reason as note, false as refund',
    'facts.emission',
  )
  const stakes = await read(
    'delta::text as amount, staker as a, null::bytea as b, null::text as note, false as refund',
    'facts.stake_change',
  )
  return {
    fees: fees.map(
      (row): FeeRow => ({
        ...place(chain, row),
        payer: hex(row.a) ?? '',
        payee: hex(row.b),
        attribution: row.note ?? '',
        refund: row.refund,
      }),
    ),
    emissions: emissions.map(
      (row): EmissionRow => ({ ...place(chain, row), payee: hex(row.a), reason: row.note }),
    ),
    stakes: stakes.map((row): StakeRow => ({ ...place(chain, row), staker: hex(row.a) ?? '' })),
    // A penalty takes from stake and gas is not a fact: both show up in the difference, if anywhere.
    penalties: [],
    gas: [],
  }
}

function place(chain: number, row: Stored): FactRow {
  return {
    chain,
    block: row.block,
    blockHash: toHex(row.block_hash),
    at: row.at,
    txHash: toHex(row.tx_hash),
    position: row.position,
    node: hex(row.node),
    token: toHex(row.token),
    amount: BigInt(row.amount),
  }
}

function hex(bytes: Uint8Array | null): string | null {
  return bytes && toHex(bytes)
}
