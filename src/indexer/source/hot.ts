import type { HashAndHeight, HotDatabaseState, HotUpdate } from '@subsquid/util-internal-processor-tools'
import { CodedError, Unavailable } from '../../claim/errors.ts'
import type { RawHeader } from '../../claim/raw.ts'
import type { Source } from '../../claim/source-set.ts'
import type { ChainReader } from '../../gateway/client.ts'
import { type IndexedBlock, toHeader } from './block.ts'
import { listFilters } from './processor.ts'

/** The chain left a block that counted as final. What was indexed stays as it is until an operator decides. */
export class DeepReorg extends CodedError {}

export interface HotOptions {
  readonly reader: ChainReader
  readonly sources: readonly Source[]
  readonly signal: AbortSignal
  onHead(head: RawHeader): void
}

type Update = (update: HotUpdate<IndexedBlock>) => Promise<void>

const UPDATE_BLOCKS = 64
/** Blocks that are read at once. */
const MOST_AT_ONCE = 12
/** Further behind than this it is faster to read ranges again. */
const TOO_FAR_BEHIND = 512

/**
 * Follows the unfinalized part of the chain by hash: every fork, also one of the same height or a shorter one, becomes an
 * update from the newest block in common. Runs until the signal.
 * @throws DeepReorg `REORG_BELOW_FINALITY`
 * @throws Unavailable `UNAVAILABLE_BEHIND` when so much is finalized that the source should start over with ranges
 */
export async function followHead(
  options: HotOptions,
  state: HotDatabaseState,
  update: Update,
): Promise<void> {
  const { reader, signal } = options
  let known: HashAndHeight[] = [{ height: state.height, hash: state.hash }, ...state.top]
  while (!signal.aborted) {
    const head = await reader.head()
    options.onHead(head)
    if (head.hash !== tipOf(known).hash) known = await moveTo(head, known, options, update)
    await reader.nextHead(head.hash, signal)
  }
}

async function moveTo(
  head: RawHeader,
  known: HashAndHeight[],
  options: HotOptions,
  update: Update,
): Promise<HashAndHeight[]> {
  const { reader } = options
  // The usual case, one block more: it is read while finality is asked for.
  const next = head.parentHash === tipOf(known).hash ? readBlocks([head], options) : undefined
  // Heard below; until then a failure must not count as unhandled.
  next?.catch(() => {})
  const finalized = await reader.finalized()
  if (finalized.number - tipOf(known).height > TOO_FAR_BEHIND)
    throw new Unavailable(
      'UNAVAILABLE_BEHIND',
      `${finalized.number - tipOf(known).height} finalized blocks to read`,
    )
  if (isKnown(head, known)) return (await isGone(tipOf(known), reader)) ? cutTo(head, known, update) : known
  if (head.number <= bottomOf(known).height) return known
  const path = await listPath(head, known, reader)
  let chain = known.slice(0, known.findIndex((each) => each.hash === path[0]?.parentHash) + 1)
  for (let at = 0; at < path.length; at += UPDATE_BLOCKS) {
    const headers = path.slice(at, at + UPDATE_BLOCKS)
    const blocks = await (next ?? readBlocks(headers, options))
    const baseHead = tipOf(chain)
    chain = finalize([...chain, ...headers.map(toKnown)], finalized)
    await update({ blocks, baseHead, finalizedHead: bottomOf(chain) })
  }
  return chain
}

/** The headers from the newest block in common (left out) to the head, ascending. */
async function listPath(
  head: RawHeader,
  known: readonly HashAndHeight[],
  reader: ChainReader,
): Promise<RawHeader[]> {
  const bottom = bottomOf(known)
  const path = await listAbove(head, tipOf(known).height, reader)
  for (;;) {
    const first = path[0] ?? head
    const below = known[first.number - 1 - bottom.height]
    if (below?.hash === first.parentHash) return path
    if (first.number - 1 <= bottom.height)
      throw new DeepReorg(
        'REORG_BELOW_FINALITY',
        `block ${first.number} ${first.hash} does not descend from block ${bottom.height} ${bottom.hash}, which was final`,
      )
    path.unshift(await reader.header(first.parentHash))
  }
}

// One request for the new part when the chain grew by several blocks.
async function listAbove(head: RawHeader, tip: number, reader: ChainReader): Promise<RawHeader[]> {
  if (head.number - tip <= 1) return [head]
  const headers = await reader.headers({ from: tip + 1, to: head.number })
  if (headers.at(-1)?.hash !== head.hash)
    throw new Unavailable(
      'UNAVAILABLE_LINK',
      `the chain moved while the headers up to ${head.number} were read`,
    )
  return headers
}

async function readBlocks(headers: readonly RawHeader[], options: HotOptions): Promise<IndexedBlock[]> {
  const blocks: IndexedBlock[] = []
  const atOnce = Math.min(MOST_AT_ONCE, options.reader.rangesAtOnce())
  for (let at = 0; at < headers.length; at += atOnce) {
    options.signal.throwIfAborted()
    const some = headers.slice(at, at + atOnce).map(async ({ number, hash }) => {
      const raw = await options.reader.block(hash, listFilters(options.sources, { from: number, to: number }))
      const header = toHeader(raw.header, raw.proof, raw.vouchedBy)
      return { header, raw: raw.logs.length ? raw : undefined }
    })
    blocks.push(...(await Promise.all(some)))
  }
  return blocks
}

// A head that we know is an older one. Either the endpoint lags, or the chain was cut: then our tip's height is empty or
// another's. Asked by height, because nodes go on serving a block of a left fork by its hash.
async function isGone(tip: HashAndHeight, reader: ChainReader): Promise<boolean> {
  try {
    return (await reader.header(tip.height)).hash !== tip.hash
  } catch (error) {
    if (error instanceof Unavailable && error.code === 'UNAVAILABLE_BLOCK') return true
    throw error
  }
}

async function cutTo(
  head: RawHeader,
  known: readonly HashAndHeight[],
  update: Update,
): Promise<HashAndHeight[]> {
  const chain = known.slice(0, head.number - bottomOf(known).height + 1)
  await update({ blocks: [], baseHead: tipOf(chain), finalizedHead: bottomOf(chain) })
  return chain
}

function finalize(chain: HashAndHeight[], finalized: RawHeader): HashAndHeight[] {
  const at = Math.min(finalized.number - bottomOf(chain).height, chain.length - 1)
  if (at <= 0) return chain
  // Read by number, it may belong to another fork than the head we go to: then finality moves with the next head.
  if (at === finalized.number - bottomOf(chain).height && chain[at]?.hash !== finalized.hash) return chain
  return chain.slice(at)
}

function isKnown(head: RawHeader, known: readonly HashAndHeight[]): boolean {
  return known[head.number - bottomOf(known).height]?.hash === head.hash
}

function toKnown({ number, hash }: RawHeader): HashAndHeight {
  return { height: number, hash }
}

function tipOf(known: readonly HashAndHeight[]): HashAndHeight {
  return known.at(-1) ?? { height: -1, hash: '0x' }
}

function bottomOf(known: readonly HashAndHeight[]): HashAndHeight {
  return known[0] ?? { height: -1, hash: '0x' }
}
