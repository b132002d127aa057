import { DUMP_LIMITS } from '../claim/batch-dump.ts'
import { CONVERSATION_LIMITS } from '../claim/conversation.ts'
import type { Contents } from '../platform/content-store.ts'
import type { Pool } from '../platform/database.ts'
import type { GuardedHttp } from '../platform/http.ts'
import { askStore, isBlobId, type StoreAnswer } from './fetch-blob.ts'
import { type Finding, inspectBlob } from './inspect.ts'
import { nextTry, type RetryRules } from './schedule.ts'
import type { DueBlob } from './store/due.ts'
import { recordFinding, recordMiss, recordRefusal } from './store/record.ts'

export interface ArchiveMeans {
  readonly pool: Pool
  readonly http: GuardedHttp
  readonly contents: Contents
  readonly network: string
  /** Base URLs, asked in order. */
  readonly stores: readonly string[]
  readonly retry: RetryRules
  readonly timeoutMs: number
}

/** What came of one try: `code` and `detail` say why it is not kept. */
interface Outcome {
  readonly became: 'kept' | 'refused' | 'pending' | 'lost'
  readonly code?: string | null
  readonly detail?: string | null
}

/** Tries once to get a blob, writes down what came of it, and returns it. */
export async function archiveBlob(means: ArchiveMeans, due: DueBlob, signal: AbortSignal): Promise<Outcome> {
  const { pool, network } = means
  if (!isBlobId(due.blobId)) {
    const reason = { code: 'BLOB_ID_MALFORMED', detail: 'the id cannot be part of a URL' }
    await recordRefusal(pool, network, due.blobId, reason.code, reason.detail)
    return { became: 'refused', ...reason }
  }
  const { best, answers } = await askStores(means, due, signal)
  if (best) {
    const sha256 = await means.contents.keep(best.bytes)
    await recordFinding(pool, network, due.blobId, { ...best.finding, sha256, size: best.bytes.length })
    const { status, code, detail } = best.finding
    return { became: status, code, detail }
  }
  const large = answers.find((answer) => answer.kind === 'too_large')
  if (large) {
    await recordRefusal(pool, network, due.blobId, 'BLOB_TOO_LARGE', large.detail)
    return { became: 'refused', code: 'BLOB_TOO_LARGE', detail: large.detail }
  }
  const absent = answers.length > 0 && answers.every((answer) => answer.kind === 'absent')
  const tries = due.tries + 1
  const again = nextTry({ tries, firstSeenAt: due.firstSeenAt, now: new Date(), absent }, means.retry)
  const detail = answers.find((answer) => answer.kind === 'unavailable')?.detail
  const reason = {
    code: absent ? 'BLOB_MISSING' : 'BLOB_STORE_UNAVAILABLE',
    detail: absent ? 'no store has it' : (detail ?? 'the network names no blob store'),
  }
  await recordMiss(pool, network, due.blobId, { ...reason, nextTryAt: again })
  return { became: again ? 'pending' : 'lost', ...reason }
}

interface Candidate {
  readonly bytes: Uint8Array
  readonly finding: Finding
}

// A store can serve whatever it likes under an id. The bytes that rebuild a settled root, or give settled hashes, prove
// themselves; only when no store has such bytes are the first ones kept, as evidence of what was served.
async function askStores(
  means: ArchiveMeans,
  due: DueBlob,
  signal: AbortSignal,
): Promise<{ best: Candidate | undefined; answers: StoreAnswer[] }> {
  const answers: StoreAnswer[] = []
  const { maxBytes } = due.settled.roots.length ? DUMP_LIMITS : CONVERSATION_LIMITS
  const limits = { maxBytes, timeoutMs: means.timeoutMs }
  let best: Candidate | undefined
  for (const store of means.stores) {
    const answer = await askStore(means.http, store, due.blobId, limits, signal)
    answers.push(answer)
    if (answer.kind !== 'bytes') continue
    const candidate = { bytes: answer.bytes, finding: inspectBlob(answer.bytes, due.settled) }
    if (candidate.finding.code === null) return { best: candidate, answers }
    best ??= candidate
  }
  return { best, answers }
}
