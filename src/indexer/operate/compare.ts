import { z } from 'zod'
import { Unavailable } from '../../claim/errors.ts'
import { type Hash32, toBytes } from '../../claim/hex.ts'
import { decodeBlockRecords } from '../../claim/records.ts'
import { findFirstWhere } from '../../claim/search.ts'
import { readBounded } from '../../platform/bounded-body.ts'
import type { DigestAt } from './index-state.ts'

/** One instance to compare: ours through the database, or another's through its status address. */
export interface Side {
  readonly name: string
  height(): Promise<number>
  digestAt(block: number): Promise<DigestAt | undefined>
  /** The canonical records of a block, as hex; undefined when it holds nothing of ours there. */
  recordsOf(block: number): Promise<string | undefined>
}

export interface Difference {
  readonly block: number
  readonly sides: readonly {
    readonly name: string
    readonly hash: Hash32 | null
    readonly records: unknown
  }[]
}

/**
 * Finds the first block at which two instances differ, by halving: digests that are equal at a block are equal below it.
 * Undefined: they agree up to the lower of the two heights.
 */
export async function findDifference(left: Side, right: Side): Promise<Difference | undefined> {
  const top = Math.min(await left.height(), await right.height())
  if (await agree(left, right, top)) return undefined
  const block = await findFirstWhere(0, top, async (at) => !(await agree(left, right, at)))
  return { block, sides: [await show(left, block), await show(right, block)] }
}

async function agree(left: Side, right: Side, block: number): Promise<boolean> {
  const [one, other] = await Promise.all([left.digestAt(block), right.digestAt(block)])
  return one?.digest === other?.digest
}

async function show(side: Side, block: number): Promise<Difference['sides'][number]> {
  const [at, records] = await Promise.all([side.digestAt(block), side.recordsOf(block)])
  return {
    name: side.name,
    hash: at?.number === block ? at.hash : null,
    records: records === undefined ? null : decodeBlockRecords(toBytes(records)),
  }
}

// The raw data of one block, as hexadecimal digits, is far below this.
const MAX_BODY = 64 << 20
const Hash = z.string().regex(/^0x[0-9a-f]{64}$/)
const PeerDigest = z.object({
  height: z.int().min(-1),
  at: z.object({ number: z.int(), hash: Hash, digest: Hash }).nullable(),
})
const PeerRaw = z.object({ records: z.string().regex(/^0x([0-9a-f]{2})*$/) })

/**
 * Another operator's indexer, by the address of its status server. What it says is a stranger's.
 * @throws Unavailable `UNAVAILABLE_PEER`, also when it is no such server
 */
export function openPeer(url: string, mostBytes = MAX_BODY): Side {
  const base = url.replace(/\/$/, '')
  async function ask<T>(path: string, shape: z.ZodType<T>): Promise<T | undefined> {
    const fail = (reason: string, cause?: unknown): never => {
      throw new Unavailable('UNAVAILABLE_PEER', `${base} ${reason}`, { cause })
    }
    const response = await fetch(`${base}${path}`, { signal: AbortSignal.timeout(20_000) }).catch((cause) =>
      fail('does not answer', cause),
    )
    if (response.status === 404) return undefined
    if (!response.ok) return fail(`answered ${response.status}`)
    const body = await readJson(response, mostBytes).catch((cause) =>
      fail('did not answer with JSON of our size', cause),
    )
    const read = shape.safeParse(body)
    return read.success ? read.data : fail('is no status server of an indexer', read.error)
  }
  return {
    name: base,
    async height() {
      const digest = await ask('/digest', PeerDigest)
      if (digest) return digest.height
      throw new Unavailable('UNAVAILABLE_PEER', `${base} has indexed nothing, or is no status server`)
    },
    digestAt: async (block) =>
      ((await ask(`/digest?at=${block}`, PeerDigest))?.at ?? undefined) as DigestAt | undefined,
    recordsOf: async (block) => (await ask(`/raw?block=${block}`, PeerRaw))?.records,
  }
}

async function readJson(response: Response, mostBytes: number): Promise<unknown> {
  const body = await readBounded(response.body ?? new Blob().stream(), mostBytes)
  if (!body) throw new RangeError(`more than ${mostBytes} bytes`)
  return JSON.parse(body.toString('utf8'))
}
