import { AuditFault } from '../../src/claim/errors.ts'
import { parseCheckpoint } from '../../src/claim/log/checkpoint.ts'
import { formatNote, parseNote, type VerifierKey, verifyNote } from '../../src/claim/log/note.ts'
import { proveConsistency, type ReadHashes } from '../../src/claim/log/tree.ts'
import { readBounded } from '../../src/platform/bounded-body.ts'
import { formatRequest } from './witness.ts'

const WAIT_MS = 10_000
const ANSWER_BYTES = 8192

/** A witness that may be asked. */
export interface KnownWitness {
  readonly key: VerifierKey
  readonly url: string
}

/** What witnesses said of a checkpoint. */
export interface Cosigned {
  /** Signature lines that hold. */
  readonly lines: readonly string[]
  /** Why a witness gave none, by its name. */
  readonly refused: readonly string[]
}

/** Asks every witness to cosign a checkpoint of a log whose hashes can be read; none is waited for longer than ten seconds. */
export async function askWitnesses(
  witnesses: readonly KnownWitness[],
  note: string,
  read: ReadHashes,
): Promise<Cosigned> {
  const asked = await Promise.allSettled(witnesses.map((witness) => askWitness(witness, note, read)))
  const lines = asked.flatMap((each) => (each.status === 'fulfilled' ? each.value : []))
  const refused = asked.flatMap((each, at) =>
    each.status === 'rejected' ? `${witnesses[at]?.key.name}: ${(each.reason as Error).message}` : [],
  )
  return { lines, refused }
}

async function askWitness({ key, url }: KnownWitness, note: string, read: ReadHashes): Promise<string[]> {
  const { text } = parseNote(note)
  const { size } = parseCheckpoint({ text, signatures: [] })
  let answer = await post(url, formatRequest({ oldSize: 0, proof: [], note }))
  if (answer.status === 409) {
    // It says how far it has seen the log.
    const oldSize = Number(answer.body)
    if (!Number.isSafeInteger(oldSize) || oldSize > size)
      throw new AuditFault('LOG_WITNESS', `it has seen ${answer.body.trim()} entries`)
    answer = await post(
      url,
      formatRequest({ oldSize, proof: await proveConsistency(read, oldSize, size), note }),
    )
  }
  if (answer.status !== 200) throw new AuditFault('LOG_WITNESS', `it answers ${answer.status}`)
  const lines = answer.body.split('\n').flatMap((line) => (line === '' ? [] : `${line}\n`))
  const own = lines.filter((line) => verifyNote(parseNote(formatNote(text, [line])), [key]).length > 0)
  if (own.length === 0) throw new AuditFault('LOG_WITNESS', 'its answer has no signature of it')
  return own
}

async function post(url: string, body: string): Promise<{ readonly status: number; readonly body: string }> {
  const signal = AbortSignal.timeout(WAIT_MS)
  const response = await fetch(`${url.replace(/\/$/, '')}/add-checkpoint`, {
    method: 'POST',
    body,
    signal,
    redirect: 'error',
  })
  const bytes = response.body ? await readBounded(response.body, ANSWER_BYTES) : Buffer.alloc(0)
  if (!bytes) throw new AuditFault('LOG_WITNESS', `it answers with more than ${ANSWER_BYTES} bytes`)
  return { status: response.status, body: bytes.toString() }
}
