import { NotCheckable, Rejected } from '../../src/claim/errors.ts'
import { hashOf, toBytes } from '../../src/claim/hex.ts'
import type { RsaKey } from '../checks/signature/key.ts'
import { type SignedResponse, verifySignature } from '../checks/signature/verify.ts'
import type { OnChain } from '../evidence/evidence.ts'
import type { JudgeInput } from './context.ts'

interface Copy extends OnChain {
  readonly id: string
  readonly leafIndex: number | null
  readonly isEarlier: boolean
  /** A verdict of ours says already that this copy is the good one. */
  readonly isCredited: boolean
}

// Spelled out and not read from the view of claims: a handful of rows is looked up by hash, first of all.
const COPIES = `with leaf as materialized (
    select blob_id, leaf_index from archive.leaf
    where network = $1 and node = $2 and input_hash = $3 and output_hash = $4),
  copy as (
    select s.chain_id, s.block_number, s.block_hash, s.block_time, s.position, leaf.leaf_index
    from leaf join facts.settlement s on s.network = $1 and s.blob_id = leaf.blob_id and s.kind = 'batch'
    join archive.blob b on b.network = $1 and b.blob_id = leaf.blob_id and b.merkle_root = s.merkle_root
    union all
    select chain_id, block_number, block_hash, block_time, position, null from facts.settled_claim
    where network = $1 and node = $2 and input_hash = $3 and output_hash = $4 and evidence = 'tee_signature'),
  named as (select *, concat_ws('-', chain_id, block_number, position, leaf_index) as id from copy)
  select c.id, c.chain_id, c.block_number, c.block_hash, c.position, c.leaf_index,
    (c.block_time, c.chain_id, c.block_number, c.position, coalesce(c.leaf_index, -1)) <
      ($6::timestamptz, $7::bigint, $8::integer, $9::integer, $10::integer) as earlier,
    exists (select from watch.verdict v where v.network = $1 and v.watchdog = $5 and v.subject_kind = 'claim'
      and v.subject_id = c.id and v.block_hash = c.block_hash and v.statement = 'hand_off_signed'
      and v.outcome = 'verified') as credited
  from named c join ingest.status i on i.network = $1 and i.chain_id = c.chain_id
  where c.block_number <= i.finalized_height
  order by c.block_time, c.chain_id, c.block_number, c.position, c.leaf_index nulls first limit 1000`

interface Row {
  id: string
  chain_id: number
  block_number: number
  block_hash: Buffer
  position: number
  leaf_index: number | null
  earlier: boolean
  credited: boolean
}

/**
 * Returns when no copy of this hand-off was settled before it. The relay has no protection against replays
 * (og-evm InferenceSettlementRelay.sol), so one response can be settled, and paid, as often as somebody likes.
 * @throws Rejected `REJECTED_DUPLICATE` for the same signature again; NotCheckable `DUPLICATE_OTHER_SIGNATURE`: a
 *   node can sign one message many times, so a second signature proves neither a second answer nor a replay
 * @throws NotCheckable `DUPLICATE_CREDITED_LATER`
 */
export async function assertFirst(question: JudgeInput, handOff: SignedResponse, key: RsaKey): Promise<void> {
  for (const copy of await listCopies(question, handOff)) {
    const other = await findSameHandOff(question, copy, handOff, key)
    if (!other) continue
    const sameSignature = Buffer.compare(other.signature, handOff.signature) === 0
    if (!copy.isEarlier && copy.isCredited && sameSignature)
      // Its batch could be read only after a later copy had been judged; a verdict that stands is not taken back.
      throw new NotCheckable(
        'DUPLICATE_CREDITED_LATER',
        `the same hand-off was verified at ${copy.id} before this one could be read`,
      )
    if (!copy.isEarlier) continue
    if (sameSignature) throw new Rejected('REJECTED_DUPLICATE', `settled before, at ${copy.id}`, 'relayer')
    throw new NotCheckable(
      'DUPLICATE_OTHER_SIGNATURE',
      `settled before at ${copy.id}, with another signature`,
    )
  }
}

/** The copy as it stands on chain; undefined when it is not one. Only a valid signature makes a copy. */
async function findSameHandOff(
  { context }: JudgeInput,
  copy: Copy,
  handOff: SignedResponse,
  key: RsaKey,
): Promise<SignedResponse | undefined> {
  const other = await context.evidence.getHandOff(copy, copy.leafIndex)
  // The database found it by hashes; a time that no column holds is told apart only here.
  if (other.teeId !== handOff.teeId || other.timestamp !== handOff.timestamp) return undefined
  if (other.inputHash !== handOff.inputHash || other.outputHash !== handOff.outputHash) return undefined
  try {
    verifySignature(other, key)
    return other
  } catch (error) {
    // A forged copy in front of an honest one must not spoil it.
    if (error instanceof Rejected) return undefined
    throw error
  }
}

async function listCopies({ subject, context }: JudgeInput, handOff: SignedResponse): Promise<Copy[]> {
  const { rows } = await context.pool.query<Row>(COPIES, [
    context.network,
    toBytes(handOff.teeId),
    toBytes(handOff.inputHash),
    toBytes(handOff.outputHash),
    context.watchdog,
    subject.blockTime,
    subject.chainId,
    subject.block,
    subject.position,
    subject.leafIndex ?? -1,
  ])
  return rows
    .filter((row) => row.id !== subject.id)
    .map((row) => ({
      id: row.id,
      chainId: row.chain_id,
      block: row.block_number,
      blockHash: hashOf(row.block_hash),
      position: row.position,
      leafIndex: row.leaf_index,
      isEarlier: row.earlier,
      isCredited: row.credited,
    }))
}
