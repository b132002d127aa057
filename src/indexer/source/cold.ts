import type { Batch } from '@subsquid/util-internal-processor-tools'
import type { RangeRequest } from '@subsquid/util-internal-range'
import { Unavailable } from '../../claim/errors.ts'
import type { Hash32 } from '../../claim/hex.ts'
import type { Source } from '../../claim/source-set.ts'
import type { BlockRange, ChainReader, ProvenRange } from '../../gateway/client.ts'
import { type IndexedBlock, toHeader } from './block.ts'
import { listFilters } from './processor.ts'

export interface ColdOptions {
  readonly reader: ChainReader
  readonly sources: readonly Source[]
  readonly requests: readonly RangeRequest<unknown>[]
  readonly signal: AbortSignal
}

// Logs that one step should hold, and the blocks it may span; ranges that are too wide for an endpoint are cut by the gateway.
const STEP_LOGS = 1000
// As many of these are read ahead as of later ones, and nothing is known yet of how dense they are.
const FIRST_STEP = 16
const WIDEST_STEP = 20_000
// A step waits for two to four round trips, and is some 30 ms of work: with twelve there is work while others travel.
const STEPS_AHEAD = 12
const BLOCKS_AHEAD = 5 * WIDEST_STEP

/**
 * Finalized history in wide steps, several read ahead, in order, each linked to the one before by its parent hash.
 * Ends at the newest finalized block.
 * @throws Unavailable `UNAVAILABLE_LINK`
 */
export async function* readFinalized(options: ColdOptions): AsyncIterable<Batch<IndexedBlock>> {
  const { reader, signal } = options
  const finalized = await reader.finalized()
  const steps = new Steps(options.requests, finalized.number)
  const ahead: Promise<ProvenRange>[] = []
  let blocksAhead = 0
  let previous: { readonly number: number; readonly hash: Hash32 } | undefined
  for (;;) {
    while (ahead.length < Math.min(STEPS_AHEAD, reader.rangesAtOnce()) && blocksAhead < BLOCKS_AHEAD) {
      const range = steps.next()
      if (range === undefined) break
      const step = reader.logs(range, listFilters(options.sources, range))
      // Heard when its turn comes; until then a failure must not count as unhandled.
      step.catch(() => {})
      ahead.push(step)
      blocksAhead += countBlocks(range)
    }
    const step = await ahead.shift()
    if (step === undefined) return
    blocksAhead -= countBlocks(step.range)
    signal.throwIfAborted()
    if (previous && previous.number + 1 === step.range.from && previous.hash !== step.parentHash)
      throw new Unavailable(
        'UNAVAILABLE_LINK',
        `block ${step.range.from} does not follow block ${previous.number} that was read before: the chain changed`,
      )
    previous = step.last
    steps.learn(step)
    yield { blocks: toBlocks(step), isHead: step.range.to >= finalized.number }
  }
}

const countBlocks = ({ from, to }: BlockRange): number => to - from + 1

/** The blocks with data, and the last block of the step whether it has any or not. */
function toBlocks(step: ProvenRange): IndexedBlock[] {
  const blocks: IndexedBlock[] = step.blocks.map((raw) => ({
    header: toHeader(raw.header, raw.proof, raw.vouchedBy),
    raw,
  }))
  if (blocks.at(-1)?.header.height !== step.last.number)
    blocks.push({ header: toHeader(step.last, step.proof, step.vouchedBy), raw: undefined })
  return blocks
}

// Which ranges to read next: as wide as the density of our logs allows, never across the border of two requests.
class Steps {
  readonly #requests: readonly RangeRequest<unknown>[]
  readonly #end: number
  #at: number
  #width = FIRST_STEP
  /** Blocks without a log of ours since the last one that had any. */
  #empty = 0

  constructor(requests: readonly RangeRequest<unknown>[], end: number) {
    this.#requests = requests
    this.#end = end
    this.#at = requests[0]?.range.from ?? Number.POSITIVE_INFINITY
  }

  next(): BlockRange | undefined {
    const request = this.#requests.find((each) => (each.range.to ?? Number.POSITIVE_INFINITY) >= this.#at)
    if (request === undefined) return undefined
    const from = Math.max(this.#at, request.range.from)
    const to = Math.min(from + this.#width - 1, this.#end, request.range.to ?? Number.POSITIVE_INFINITY)
    if (from > to) return undefined
    this.#at = to + 1
    return { from, to }
  }

  learn({ range, blocks }: ProvenRange): void {
    const width = countBlocks(range)
    const logs = blocks.reduce((sum, block) => sum + block.logs.length, 0)
    this.#empty = logs === 0 ? this.#empty + width : 0
    const wanted = logs === 0 ? this.#empty * 4 : Math.floor((width * STEP_LOGS) / logs)
    this.#width = Math.max(1, Math.min(wanted, this.#width * 4, WIDEST_STEP))
  }
}
