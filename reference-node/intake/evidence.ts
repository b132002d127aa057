import { AuditFault, CodedError } from '../../src/claim/errors.ts'
import { type Hash32, hashOf, toBytes } from '../../src/claim/hex.ts'
import { sha256Bytes } from '../../src/claim/sha256.ts'
import type { Pool, PoolClient } from '../../src/platform/database.ts'
import type { Network } from '../../src/platform/network.ts'
import { inTransaction } from '../../src/platform/transaction.ts'
import { parseEvidenceList } from '../evidence/evidence-list.ts'
import { EvidenceStore } from '../log/evidence-store.ts'
import { openKept, type Receiver } from './kept.ts'
import { chargeEvidence } from './quota.ts'
import { IntakeRefused } from './refused.ts'

/** What one answer names. */
const WANTED_AT_ONCE = 1000
/** Pieces of the evidence of one bundle. */
const LIST_PIECES = 50_000
/** What somebody may have asked a model: only its hash is ever kept. */
const NOT_CARRIED = /^content /

const WANTED = `select hash from watch.intake_evidence where origin = $1 and hash > $2 order by hash limit ${WANTED_AT_ONCE}`
const FIND = 'select of_list from watch.intake_evidence where origin = $1 and hash = $2'
const WANT = `insert into watch.intake_evidence select $1, hash, $3 from unnest($2::bytea[]) as each(hash)
  where not exists (select from watch.log_evidence e where e.origin = $1 and e.hash = each.hash)
  on conflict (origin, hash) do update set of_list = intake_evidence.of_list or excluded.of_list`
const DONE = 'delete from watch.intake_evidence where origin = $1 and hash = $2'

/** Notes that a log names these pieces of evidence: those that are not here are wanted from now on. */
export async function wantEvidence(
  client: PoolClient,
  origin: string,
  hashes: readonly Hash32[],
  { ofList }: { readonly ofList: boolean },
): Promise<void> {
  if (hashes.length > 0) await client.query(WANT, [origin, hashes.map(toBytes), ofList])
}

/**
 * Hashes of the pieces of evidence that the log names and that are not here, in the order of their bytes, at most 1,000 behind `after`.
 * @throws IntakeRefused as openKept
 */
export async function listWanted(
  receiver: Receiver,
  origin: string,
  after: Hash32 | undefined,
): Promise<Hash32[]> {
  await openKept(receiver, origin)
  const behind = after === undefined ? new Uint8Array() : toBytes(after)
  const { rows } = await receiver.pool.query<{ hash: Buffer }>(WANTED, [origin, behind])
  return rows.map(({ hash }) => hashOf(hash))
}

/**
 * Takes in a piece of evidence that a bundle of the log names, or a list that such a bundle names: whoever brings it, its hash says that
 * it is that piece. A list that has not its form is wanted no longer.
 * @throws IntakeRefused as openKept, `EVIDENCE_UNNAMED`, `EVIDENCE_HASH`, `INTAKE_LIMIT`; AuditFault `EVIDENCE_FORM`
 */
export async function takeEvidence(
  receiver: Receiver,
  origin: string,
  hash: Hash32,
  bytes: Uint8Array,
): Promise<void> {
  const { network } = await openKept(receiver, origin)
  const { pool, limits } = receiver
  if (hashOf(sha256Bytes(bytes)) !== hash)
    throw new IntakeRefused(422, 'EVIDENCE_HASH', `these bytes have another hash than ${hash}`)
  const place = [origin, toBytes(hash)]
  const { rows } = await pool.query<{ of_list: boolean }>(FIND, place)
  const [wanted] = rows
  if (!wanted) return assertKept(pool, origin, hash)
  const named = wanted.of_list ? await readPieces(pool, network, origin, { hash, bytes }) : []
  await chargeEvidence(pool, origin, bytes.length, limits)
  await inTransaction(pool, async (client) => {
    await client.query('insert into watch.log_evidence values ($1, $2, $3) on conflict do nothing', [
      ...place,
      bytes,
    ])
    await client.query(DONE, place)
    await wantEvidence(client, origin, named, { ofList: false })
  })
}

async function assertKept(pool: Pool, origin: string, hash: Hash32): Promise<void> {
  if (await new EvidenceStore(pool, origin).find(hash)) return
  throw new IntakeRefused(422, 'EVIDENCE_UNNAMED', `no bundle of ${origin} that is here names ${hash}`)
}

/** The pieces that a list names, without those that are never carried. */
async function readPieces(
  pool: Pool,
  network: Network,
  origin: string,
  { hash, bytes }: { readonly hash: Hash32; readonly bytes: Uint8Array },
): Promise<Hash32[]> {
  try {
    const { network: named, files, items } = parseEvidenceList(bytes)
    if (named !== network.name)
      throw new AuditFault('EVIDENCE_FORM', `evidence of ${named}, not of ${network.name}`)
    const answers = Object.entries(items).flatMap(([key, item]) =>
      'sha256' in item && !NOT_CARRIED.test(key) ? [item.sha256] : [],
    )
    const pieces = [...new Set([...Object.values(files), ...answers])]
    if (pieces.length > LIST_PIECES)
      throw new AuditFault('EVIDENCE_FORM', `a list of ${pieces.length} pieces, of at most ${LIST_PIECES}`)
    return pieces
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    // Its hash is that of these bytes for good: no other ones will be brought.
    await pool.query(DONE, [origin, toBytes(hash)])
    throw error instanceof AuditFault
      ? error
      : new AuditFault('EVIDENCE_FORM', `no list of evidence: ${error.message}`, { cause: error })
  }
}
