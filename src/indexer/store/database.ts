import type {
  FinalTxInfo,
  HashAndHeight,
  HotDatabase,
  HotDatabaseState,
  HotTxInfo,
} from '@subsquid/util-internal-processor-tools'
import type { Logger } from 'pino'
import { CodedError } from '../../claim/errors.ts'
import { type Hash32, toHex } from '../../claim/hex.ts'
import type { ProvenBlock } from '../../gateway/client.ts'
import type { Pool, PoolClient } from '../../platform/database.ts'
import { transact } from '../../platform/transaction.ts'
import { renewStates } from '../derive/derive.ts'
import type { Decode } from '../events/decode.ts'
import type { Place } from '../place.ts'
import type { IndexedBlock, RawContent } from '../source/block.ts'
import { type Commit, commitGroup } from './commit.ts'
import { readDigest } from './digest.ts'
import { listRequiredColumns, type RequiredColumns } from './fact-rows.ts'
import { type AnyGroup, type Encoding, Group } from './group.ts'
import { buildIndexes, Partitions } from './partitions.ts'
import { assertSameIndex, clearTrouble, findStatus, type Status } from './status.ts'
import { acquireWriter, describeHolder, type WriterConnection } from './writer.ts'

export interface DatabaseOptions<R extends RawContent> {
  readonly pool: Pool
  readonly place: Place
  readonly decode: Decode<R>
  readonly encode: Encoding<R>['encode']
  readonly genesisHash: Hash32
  readonly sourceSetHash: Hash32
  readonly log: Logger
  readonly signal: AbortSignal
  /** The newest block of the chain that the source has seen. */
  head(): number
  onCommit(): void
  /** Called before a group is committed; what it returns is written in the group's own transaction. */
  beforeCommit?(group: AnyGroup, after: Status): Promise<Commit['also']>
}

/** What the runner's handler gets to write to. */
export interface BlockSink<R extends RawContent = ProvenBlock> {
  add(blocks: readonly IndexedBlock<R>[]): void
}

// A group is committed when so much is encoded, or when it has been open for so long and the database is idle. What every
// commit costs, some thirty statements whatever they move, is what makes small ones slow; two of this size are held at once.
const GROUP_BYTES = 16 << 20
const GROUP_MS = 5_000

const EMPTY: HashAndHeight = { height: -1, hash: '0x' }

/**
 * The processor's `Database`, writing by COPY. Finalized blocks are gathered into groups, and one group is committed
 * while the next is being filled; unfinalized blocks are committed at once. Status moves with the facts, so what is
 * lost in a crash is read again, and nothing is written twice.
 */
export class AssayDatabase<R extends RawContent = ProvenBlock> implements HotDatabase<BlockSink<R>> {
  readonly supportsHotBlocks = true
  readonly #o: DatabaseOptions<R>
  readonly #partitions = new Partitions()
  #writer: WriterConnection | undefined
  #required: RequiredColumns = new Set()
  #stored: Status | undefined
  #group: Group<R> | undefined
  #next: HashAndHeight = EMPTY
  #tail: { readonly height: number; readonly digest: Hash32 } | undefined
  #committing: Promise<void> = Promise.resolve()
  #failure: { readonly error: unknown } | undefined
  #groupSince = 0
  #writing = false
  #indexesDue = true

  constructor(options: DatabaseOptions<R>) {
    this.#o = options
  }

  /** Waits to become the only writer, and tells where the index stands. */
  async connect(): Promise<HotDatabaseState> {
    const { pool, place, signal, log } = this.#o
    const writer = await acquireWriter(pool, place.network, place.chain, signal, (holder) =>
      log.info(
        { holder },
        `another indexer writes this chain (${describeHolder(holder)}): waiting to take over when it ends`,
      ),
    )
    this.#writer = writer
    this.#required = await listRequiredColumns(writer.client)
    const stored = await findStatus(writer.client, place)
    if (stored) assertSameIndex(place, stored, this.#o)
    await transact(writer.client, () => renewStates(writer.client, place, stored))
    if (stored === undefined) return { ...EMPTY, top: [] }
    this.#stored = stored
    await clearTrouble(writer.client, place)
    return {
      height: stored.finalizedHeight,
      hash: stored.finalizedHash,
      top: await this.#listTop(writer.client, stored),
    }
  }

  async transact(info: FinalTxInfo, handle: (sink: BlockSink<R>) => Promise<void>): Promise<void> {
    this.#throwFailure()
    this.#group ??= await this.#begin(info.prevHead.height)
    const group = this.#group
    await handle({ add: (blocks) => group.add(blocks, false) })
    this.#next = info.nextHead
    const old = !this.#writing && performance.now() - this.#groupSince > GROUP_MS
    const due = group.bytes >= GROUP_BYTES || old
    if (due || info.isOnTop) await this.#commit(info.nextHead)
    if (info.isOnTop) await this.flush()
    if (info.isOnTop) await this.#index()
  }

  /** @throws CodedError `INTERNAL`, always: the runner writes unfinalized blocks by transactHot2 */
  async transactHot(): Promise<void> {
    throw new CodedError('INTERNAL', 'unfinalized blocks are written by transactHot2')
  }

  async transactHot2(
    info: HotTxInfo,
    handle: (sink: BlockSink<R>, from: number, to: number) => Promise<void>,
  ): Promise<void> {
    await this.flush()
    this.#group = await this.#begin(info.baseHead.height)
    const group = this.#group
    await handle({ add: (blocks) => group.add(blocks, true) }, 0, info.newBlocks.length)
    this.#next = info.newBlocks.at(-1) ?? info.baseHead
    await this.#commit(info.finalizedHead)
    await this.flush()
    await this.#index()
  }

  /** Commits what was handed over; called when the source ends. */
  async flush(): Promise<void> {
    if (this.#group) await this.#commit(this.#next)
    await this.#committing
    this.#throwFailure()
  }

  /** Lets another indexer write. What was not committed is forgotten: it is read again. */
  async close(): Promise<void> {
    await this.#committing
    this.#writer?.release()
    this.#writer = undefined
  }

  get stored(): Status | undefined {
    return this.#stored
  }

  async #begin(base: number): Promise<Group<R>> {
    this.#groupSince = performance.now()
    const { place, decode, encode } = this.#o
    return new Group({ place, decode, encode, required: this.#required }, base, await this.#digestAt(base))
  }

  // Waits for the commit before, starts this one, and lets the next group be filled meanwhile.
  async #commit(finalized: HashAndHeight): Promise<void> {
    const group = this.#group
    this.#group = undefined
    await this.#committing
    this.#throwFailure()
    if (group === undefined) return
    this.#tail = group.last ? { height: group.last.height, digest: group.digest } : undefined
    this.#writing = true
    this.#committing = this.#write(group, finalized)
      .catch((error) => {
        this.#failure = { error }
      })
      .finally(() => {
        this.#writing = false
      })
  }

  async #write(group: Group<R>, finalized: HashAndHeight): Promise<void> {
    const { place, log } = this.#o
    const before = this.#stored
    const after = await this.#statusAfter(group, finalized)
    const started = performance.now()
    const also = await this.#o.beforeCommit?.(group, after)
    const head = this.#o.head()
    await commitGroup(
      this.#getWriter(),
      place,
      { group, before, after, head, ...(also ? { also } : {}) },
      this.#partitions,
    )
    this.#stored = after
    this.#o.onCommit()
    const ms = performance.now() - started
    log.debug({ to: after.height, facts: group.facts.rows, ms: Math.round(ms) }, 'committed')
  }

  async #statusAfter(group: Group<R>, finalized: HashAndHeight): Promise<Status> {
    const { genesisHash, sourceSetHash } = this.#o
    const tip = group.last ?? { ...this.#next, timestamp: await this.#timeAt(this.#next.height) }
    const before = this.#stored
    // Finality never goes back, whatever an endpoint says later.
    const final = before && before.finalizedHeight > finalized.height ? before : undefined
    return {
      genesisHash,
      sourceSetHash,
      height: tip.height,
      hash: tip.hash as Hash32,
      time: tip.timestamp,
      finalizedHeight: final?.finalizedHeight ?? finalized.height,
      finalizedHash: final?.finalizedHash ?? (finalized.hash as Hash32),
      digest: group.digest,
    }
  }

  // A chain that only lost blocks has no new one to tell the time: the journal knows it.
  async #timeAt(height: number): Promise<number | null> {
    const { place } = this.#o
    if (this.#stored === undefined || height >= this.#stored.height) return this.#stored?.time ?? null
    const { rows } = await this.#getWriter().client.query<{ time: number }>(
      `select extract(epoch from block_time)::bigint as time from ingest.block
       where network = $1 and chain_id = $2 and number <= $3 order by number desc limit 1`,
      [place.network, place.chain, height],
    )
    return rows[0]?.time ?? null
  }

  async #digestAt(height: number): Promise<Hash32> {
    const { place, sourceSetHash } = this.#o
    // What is being committed right now counts as stored: if that fails, so does everything after it.
    if (this.#tail?.height === height) return this.#tail.digest
    await this.#committing
    this.#throwFailure()
    if (this.#stored?.height === height) return this.#stored.digest
    return readDigest(this.#getWriter().client, place, height, sourceSetHash)
  }

  async #listTop(client: PoolClient, stored: Status): Promise<HashAndHeight[]> {
    const { rows } = await client.query<{ number: number; hash: Uint8Array }>(
      `select number, hash from ingest.block where network = $1 and chain_id = $2 and number > $3 and number <= $4
       order by number`,
      [this.#o.place.network, this.#o.place.chain, stored.finalizedHeight, stored.height],
    )
    return rows.map((row) => ({ height: row.number, hash: toHex(row.hash) }))
  }

  async #index(): Promise<void> {
    if (!this.#partitions.takeCreated() && !this.#indexesDue) return
    this.#indexesDue = false
    const built = await buildIndexes(this.#o.pool, this.#o.signal)
    if (built.length) this.#o.log.info({ built: built.length }, 'secondary indexes built')
  }

  #getWriter(): WriterConnection {
    if (this.#writer === undefined) throw new CodedError('INTERNAL', 'the store is not connected')
    return this.#writer
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error
  }
}
