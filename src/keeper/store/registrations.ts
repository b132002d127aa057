import { Address, type Hash32, type Hex, hashOf, toBytes, toHex } from '../../claim/hex.ts'
import type { Pool } from '../../platform/database.ts'
import { isDueAgain } from './due.ts'

/** A registration of which no call proves endpoint, payment address and code. */
export interface Registration {
  readonly node: Hash32
  readonly registry: Address
  readonly block: number
  readonly blockHash: Hash32
  readonly position: number
  /** Unix seconds of the block. */
  readonly time: bigint
  readonly txHash: Hash32
  readonly teeType: number
  /** The document that was read from the transaction's input; null: none was, or several that differ. */
  readonly attestation: Hex | null
  /** What a document in the input proves; null: nothing does. */
  readonly measurement: Hash32 | null
  /** Which of the node's registrations in this transaction it is, from 0, and how many there are. */
  readonly rank: number
  readonly ofTransaction: number
  /** The registry registered the node again later in the same block. */
  readonly isRepeated: boolean
  /** The newest final block. */
  readonly finalized: number
}

/** Where a word is kept: the block's hash keeps what was asked of one chain apart from another that took its place. */
interface At {
  readonly network: string
  readonly chain: number
  readonly registration: Registration
  readonly difference: string | null
}

/** Final registrations that no call proves and nobody told; those asked in vain after the others, oldest first. */
export async function listUntoldRegistrations(
  pool: Pool,
  network: string,
  chain: number,
  limit: number,
): Promise<readonly Registration[]> {
  const same = `o.network = r.network and o.chain_id = r.chain_id and o.block_number = r.block_number
    and o.contract = r.contract and o.node = r.node`
  const { rows } = await pool.query<Row>(
    `select r.node, r.contract, r.block_number as block, r.block_hash, r.position, r.tx_hash, r.tee_type, r.attestation, r.measurement,
       extract(epoch from r.block_time)::bigint as time, i.finalized_height as finalized,
       (select count(*) from facts.node_registered o where ${same} and o.tx_hash = r.tx_hash and o.position < r.position)::int as rank,
       (select count(*) from facts.node_registered o where ${same} and o.tx_hash = r.tx_hash)::int as of_transaction,
       exists (select from facts.node_registered o where ${same} and o.position > r.position) as is_repeated
     from facts.node_registered r
     join facts.unknown_log u on u.network = r.network and u.chain_id = r.chain_id and u.block_number = r.block_number
       and u.phase = r.phase and u.position = r.position and u.reason = 'calldata'
     join ingest.status i on i.network = r.network and i.chain_id = r.chain_id and r.block_number <= i.finalized_height
     left join keeper.registration_word w on w.network = r.network and w.chain_id = r.chain_id
       and w.block_number = r.block_number and w.position = r.position and w.block_hash = r.block_hash
     where r.network = $1 and r.chain_id = $2 and r.payment_address is null and r.tee_type is not null
       and (w.payment_address is null or not w.measurement_asked) and ${isDueAgain('w.tries', 'w.asked_at')}
     order by coalesce(w.tries, 0), r.block_number, r.position limit $3`,
    [network, chain, limit],
  )
  return rows.map(toRegistration)
}

/** Keeps what endpoints told. */
export async function recordWord(
  pool: Pool,
  {
    paymentAddress,
    endpoint,
    measurement,
    saidBy,
    vouchedBy,
    ...at
  }: At & {
    readonly paymentAddress: Address
    readonly endpoint: string
    readonly measurement: Hash32 | null
    readonly saidBy: string
    readonly vouchedBy: string
  },
): Promise<void> {
  const { network, chain, registration, difference } = at
  await pool.query(
    `${INSERT} payment_address, endpoint, said_by, vouched_by, measurement, measurement_asked)
     values ($1, $2, $3, $4, $5, $6, 1, now(), $7, $8, $9, $10, $11, true)
     on conflict (network, chain_id, block_number, position, block_hash) do update set tries = w.tries + 1, asked_at = now(), reason = null,
       difference = excluded.difference, payment_address = excluded.payment_address, endpoint = excluded.endpoint,
       said_by = excluded.said_by, vouched_by = excluded.vouched_by, measurement = excluded.measurement, measurement_asked = true`,
    [
      ...keyOf(network, chain, registration),
      difference,
      toBytes(paymentAddress),
      endpoint,
      saidBy,
      vouchedBy,
      measurement && toBytes(measurement),
    ],
  )
}

/** Keeps why nothing was told, and counts the tries; what was told once stays. */
export async function recordWordMiss(pool: Pool, at: At & { readonly reason: string }): Promise<void> {
  const { network, chain, registration, difference, reason } = at
  await pool.query(
    `${INSERT} reason) values ($1, $2, $3, $4, $5, $6, 1, now(), $7)
     on conflict (network, chain_id, block_number, position, block_hash) do update set tries = w.tries + 1, asked_at = now(),
       reason = case when w.payment_address is null then excluded.reason end, difference = excluded.difference`,
    [...keyOf(network, chain, registration), difference, reason],
  )
}

const INSERT =
  'insert into keeper.registration_word as w (network, chain_id, block_number, position, block_hash, difference, tries, asked_at,'

function keyOf(network: string, chain: number, { block, blockHash, position }: Registration): unknown[] {
  return [network, chain, block, position, toBytes(blockHash)]
}

interface Row {
  readonly node: Uint8Array
  readonly contract: Uint8Array
  readonly block: number
  readonly block_hash: Uint8Array
  readonly position: number
  readonly tx_hash: Uint8Array
  readonly tee_type: number
  readonly attestation: Uint8Array | null
  readonly measurement: Uint8Array | null
  readonly time: string
  readonly finalized: number
  readonly rank: number
  readonly of_transaction: number
  readonly is_repeated: boolean
}

function toRegistration(row: Row): Registration {
  return {
    node: hashOf(row.node),
    registry: Address(toHex(row.contract)),
    block: row.block,
    blockHash: hashOf(row.block_hash),
    position: row.position,
    time: BigInt(row.time),
    txHash: hashOf(row.tx_hash),
    teeType: row.tee_type,
    attestation: row.attestation && toHex(row.attestation),
    measurement: row.measurement && hashOf(row.measurement),
    rank: row.rank,
    ofTransaction: row.of_transaction,
    isRepeated: row.is_repeated,
    finalized: row.finalized,
  }
}
