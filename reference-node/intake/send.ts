import { z } from 'zod'
import { Unavailable } from '../../src/claim/errors.ts'
import { parseCheckpoint } from '../../src/claim/log/checkpoint.ts'
import { parseNote } from '../../src/claim/log/note.ts'
import { readBounded } from '../../src/platform/bounded-body.ts'
import type { LogStore } from '../log/store.ts'
import { formatPush } from './push.ts'

const WAIT_MS = 60_000
const ANSWER_BYTES = 1 << 16
/** Entries that are pushed together, where a checkpoint covers no more. */
const TOGETHER = 256

const Size = z.object({ size: z.number().int().min(0) })
const Refusal = z.object({
  errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }) })).min(1),
})

/**
 * Pushes what the intake at `url` does not have of a log, up to the newest checkpoint. Returns how many entries it has then.
 * @throws Unavailable `UNAVAILABLE_INTAKE` when it does not answer, or refuses: the message says why
 */
export async function pushLog(store: LogStore, origin: string, url: string): Promise<number> {
  const place = `${url.replace(/\/$/, '')}/logs/${encodeURIComponent(origin)}`
  let { size } = await ask(place, undefined)
  for (;;) {
    const checkpoint = await store.findCheckpointBehind(size, TOGETHER)
    if (checkpoint === undefined) return size
    const { size: next } = parseCheckpoint(parseNote(checkpoint))
    const bundles = (await store.read(size, next - size)).map(({ bundle }) => bundle)
    const taken = await ask(place, formatPush({ from: size, checkpoint, bundles }))
    if (taken.size !== next)
      throw new Unavailable(
        'UNAVAILABLE_INTAKE',
        `${url} has ${taken.size} entries of ${next} that were pushed`,
      )
    size = next
  }
}

async function ask(url: string, body: Buffer | undefined): Promise<z.infer<typeof Size>> {
  try {
    const asked = body === undefined ? {} : { method: 'POST', body: new Uint8Array(body) }
    const response = await fetch(url, { ...asked, signal: AbortSignal.timeout(WAIT_MS), redirect: 'error' })
    const bytes = response.body && (await readBounded(response.body, ANSWER_BYTES))
    const answer: unknown = bytes ? JSON.parse(bytes.toString()) : undefined
    if (response.status === 200) return Size.parse(answer)
    const [refusal] = Refusal.safeParse(answer).data?.errors ?? []
    throw new Error(
      refusal ? `${refusal.message} (${refusal.extensions.code})` : `it answers ${response.status}`,
    )
  } catch (cause) {
    const why = cause instanceof z.ZodError ? 'no answer of an intake' : (cause as Error).message
    throw new Unavailable('UNAVAILABLE_INTAKE', `${url}: ${why.slice(0, 300)}`, { cause })
  }
}
