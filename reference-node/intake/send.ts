import { z } from 'zod'
import { Unavailable } from '../../src/claim/errors.ts'
import { Hash32 } from '../../src/claim/hex.ts'
import { parseCheckpoint } from '../../src/claim/log/checkpoint.ts'
import { parseNote } from '../../src/claim/log/note.ts'
import { readBounded } from '../../src/platform/bounded-body.ts'
import type { LogStore } from '../log/store.ts'
import { formatPush, PUSH_BYTES } from './push.ts'

const WAIT_MS = 60_000
/** A thousand hashes, and more. */
const ANSWER_BYTES = 1 << 18
/** Entries that are pushed together, where a checkpoint covers no more. */
const TOGETHER = 256

const Size = z.object({ size: z.number().int().min(0) })
const hash = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .transform(Hash32)
const Wanted = z.object({ wanted: z.array(hash) })
const Brought = z.object({ hash })
const Refusal = z.object({
  errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }) })).min(1),
})

/**
 * Pushes what the intake at `url` does not have of a log, up to the newest checkpoint. Returns how many entries it has then.
 * @throws Unavailable `UNAVAILABLE_INTAKE` when it does not answer, or refuses: the message says why
 */
export async function pushLog(store: LogStore, origin: string, url: string): Promise<number> {
  const place = placeOf(url, origin)
  let { size } = await ask(place, Size)
  for (;;) {
    const checkpoint = await store.findCheckpointBehind(size, TOGETHER)
    if (checkpoint === undefined) return size
    const { size: next } = parseCheckpoint(parseNote(checkpoint))
    const bundles = (await store.read(size, next - size)).map(({ bundle }) => bundle)
    const taken = await ask(place, Size, {
      method: 'POST',
      body: formatPush({ from: size, checkpoint, bundles }),
    })
    if (taken.size !== next)
      throw new Unavailable(
        'UNAVAILABLE_INTAKE',
        `${url} has ${taken.size} entries of ${next} that were pushed`,
      )
    size = next
  }
}

/**
 * Brings the intake at `url` the evidence that its copy of the log names and lacks, as far as it is kept here. Returns how many pieces.
 * @throws Unavailable `UNAVAILABLE_INTAKE` when it does not answer, or refuses: the message says why
 */
export async function pushEvidence(store: LogStore, origin: string, url: string): Promise<number> {
  const place = `${placeOf(url, origin)}/evidence`
  const brought = new Set<Hash32>()
  const tooLong = new Set<Hash32>()
  // A list names pieces: what is wanted grows while it is brought.
  for (let before = -1; before < brought.size; ) {
    before = brought.size
    let after = ''
    for (;;) {
      const { wanted } = await ask(`${place}${after && `?after=${after.slice(2)}`}`, Wanted)
      for (const hash of wanted) {
        const bytes = brought.has(hash) ? undefined : await store.evidence.find(hash)
        if (!bytes) continue
        if (bytes.length > PUSH_BYTES) {
          tooLong.add(hash)
          continue
        }
        await ask(`${place}/${hash.slice(2)}`, Brought, { method: 'PUT', body: bytes })
        brought.add(hash)
      }
      const last = wanted.at(-1)
      if (last === undefined) break
      after = last
    }
  }
  if (tooLong.size > 0)
    throw new Unavailable(
      'UNAVAILABLE_INTAKE',
      `${url} takes no evidence of more than ${PUSH_BYTES} bytes: ${[...tooLong].join(', ')}`,
    )
  return brought.size
}

function placeOf(url: string, origin: string): string {
  return `${url.replace(/\/$/, '')}/logs/${encodeURIComponent(origin)}`
}

interface Sent {
  readonly method: 'POST' | 'PUT'
  readonly body: Uint8Array
}

async function ask<T>(url: string, shape: z.ZodType<T>, sent?: Sent): Promise<T> {
  try {
    const asked = sent === undefined ? {} : { method: sent.method, body: new Uint8Array(sent.body) }
    const response = await fetch(url, { ...asked, signal: AbortSignal.timeout(WAIT_MS), redirect: 'error' })
    const bytes = response.body && (await readBounded(response.body, ANSWER_BYTES))
    const answer: unknown = bytes ? JSON.parse(bytes.toString()) : undefined
    if (response.status === 200) return shape.parse(answer)
    const [refusal] = Refusal.safeParse(answer).data?.errors ?? []
    throw new Error(
      refusal ? `${refusal.message} (${refusal.extensions.code})` : `it answers ${response.status}`,
    )
  } catch (cause) {
    const why = cause instanceof z.ZodError ? 'no answer of an intake' : (cause as Error).message
    throw new Unavailable('UNAVAILABLE_INTAKE', `${url}: ${why.slice(0, 300)}`, { cause })
  }
}
