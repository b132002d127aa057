import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { NamedBlock } from '../chain/cometbft/block.ts'
import { Unavailable } from '../claim/errors.ts'
import { keccak256 } from '../claim/hash.ts'
import type { Hash32 } from '../claim/hex.ts'
import type { Place } from '../indexer/place.ts'
import type { IndexedBlock } from '../indexer/source/block.ts'
import { AssayDatabase, type BlockSink, type DatabaseOptions } from '../indexer/store/database.ts'
import type { Consensus } from '../platform/consensus.ts'
import type { Pool } from '../platform/database.ts'
import { type CometContent, stateBefore } from './content.ts'
import { decodeBy, type Lookups } from './facts/decode.ts'
import type { Identities } from './identities.ts'
import { readOpening } from './opening.ts'
import { loadOpening, type Opening } from './opening-store.ts'
import type { CometReader } from './read/reader.ts'
import type { Readings } from './readings.ts'

export interface CometOptions {
  readonly pool: Pool
  readonly place: Place
  readonly consensus: Consensus
  readonly reader: CometReader
  readonly identities: Identities
  readonly readings: Readings
  /** The hash of the first block that is read. */
  readonly genesisHash: Hash32
  readonly log: Logger
  readonly pollMs: number
  readonly beforeCommit?: NonNullable<DatabaseOptions<CometContent>['beforeCommit']>
}

/** What is read of a consensus chain, as the seed of its digest: its name and where reading begins. */
function hashConsensus({ chainId, fromBlock }: Consensus): Hash32 {
  return keccak256(Buffer.from(`comet/v1 ${chainId} ${fromBlock}`))
}

/**
 * Indexes the consensus of one chain until the signal, or until something goes wrong: then it throws, with everything committed that
 * was acknowledged, and may be run again. A block is final once it is there, so none is ever taken back.
 * @throws DeepReorg `REORG_BELOW_FINALITY`; Unavailable `COMET_BEHIND`; those of {@link CometReader.head} and {@link CometReader.read}
 */
export async function runComet(
  options: CometOptions,
  signal: AbortSignal,
  onProgress: () => void,
): Promise<void> {
  const { consensus, identities, readings, reader, pollMs } = options
  let head = -1
  let opening: Opening = new Map()
  const lookups: Lookups = {
    consensus,
    opening: () => opening,
    operatorOf: (...of) => identities.known.operatorOf(...of),
    keyOf: (of) => identities.known.keyOf(of),
  }
  const database = new AssayDatabase<CometContent>({
    ...options,
    decode: decodeBy(lookups),
    encode: ({ records }) => records,
    sourceSetHash: hashConsensus(consensus),
    signal,
    head: () => head,
    onCommit: onProgress,
  })
  try {
    const state = await database.connect()
    await identities.load()
    await readings.load(state.height)
    let at = { height: state.height, hash: state.hash }
    let before: NamedBlock | undefined
    if (state.height >= 0) before = await reader.anchor(state.height, state.hash as Hash32)
    while (!signal.aborted) {
      head = await reader.head()
      assertNotBehind(head, at.height)
      const from = before ? at.height + 1 : consensus.fromBlock
      for await (const contents of reader.read(from, head, before, signal)) {
        await identities.learn(contents)
        await readings.take(contents)
        const [first] = contents
        if (at.height < 0 && first) {
          const height = stateBefore(first.header)
          await readOpening({ ...options, client: reader.client }, identities.known.operators(), height)
          opening = await loadOpening(options.pool, options.place)
        }
        const last = contents.at(-1)
        if (!last) continue
        const next = { height: last.header.number, hash: last.header.hash }
        const info = { prevHead: at, nextHead: next, isOnTop: next.height === head }
        await database.transact(info, (sink) => addAll(sink, contents))
        at = next
        before = last.height.block
      }
      await sleep(pollMs, undefined, { signal }).catch(() => {})
    }
    await database.flush()
  } finally {
    await database.close()
  }
}

/** A new endpoint may be some blocks behind the one that was asked before. */
const TOLERATED = 5

function assertNotBehind(head: number, height: number): void {
  if (head >= height - TOLERATED) return
  throw new Unavailable(
    'COMET_BEHIND',
    `the endpoints are at block ${head}, and block ${height} is indexed: they are behind what was seen of the chain`,
  )
}

/** So many heights are decoded at a time. */
const AT_ONCE = 25

async function addAll(sink: BlockSink<CometContent>, contents: readonly CometContent[]): Promise<void> {
  for (let at = 0; at < contents.length; at += AT_ONCE) {
    sink.add(contents.slice(at, at + AT_ONCE).map(toIndexed))
    // Nothing is waited for here: without a turn no answer would be taken in, and the thread that reads them would stand idle.
    await turn()
  }
}

function toIndexed(raw: CometContent): IndexedBlock<CometContent> {
  const { number: height, hash, parentHash, timestamp } = raw.header
  return { header: { height, hash, parentHash, timestamp, proof: raw.proof, vouchedBy: raw.vouchedBy }, raw }
}
