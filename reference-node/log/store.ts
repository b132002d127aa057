import { Misconfigured, Unavailable } from '../../src/claim/errors.ts'
import { type Hash32, type Hex, hashOf, toBytes, toHex } from '../../src/claim/hex.ts'
import { formatCheckpoint } from '../../src/claim/log/checkpoint.ts'
import { formatNote, listSignatureLines, mergeLines, parseNote, signNote } from '../../src/claim/log/note.ts'
import { hashOfRange, type ReadHashes, rootOf } from '../../src/claim/log/tree.ts'
import type { Pool, PoolClient } from '../../src/platform/database.ts'
import { inTransaction } from '../../src/platform/transaction.ts'
import type { Bundle, BundleKind } from './bundle.ts'
import { EvidenceStore } from './evidence-store.ts'
import type { WatchdogKeys } from './keys.ts'
import { keepNodes, readNodes } from './nodes.ts'

/** A bundle to be logged; `verdict`: the number of the verdict that it is about, which is then logged once. */
export interface Logged {
  readonly bundle: Bundle
  readonly verdict: number | null
}

export interface Head {
  readonly size: number
  readonly root: Uint8Array
}

/** A watchdog's log in Postgres. */
export class LogStore {
  readonly #pool: Pool
  readonly #origin: string

  constructor(pool: Pool, origin: string) {
    this.#pool = pool
    this.#origin = origin
  }

  /** Makes an empty log. @throws Misconfigured `LOG_EXISTS` when there is one of this origin */
  async create(network: string, watchdog: string, keys: WatchdogKeys): Promise<void> {
    const { rowCount } = await this.#pool.query(
      `insert into watch.log values ($1, $2, $3, $4, $5, 0, $6, now()) on conflict do nothing`,
      [this.#origin, network, watchdog, toBytes(keys.address), keys.logKey, rootOf([])],
    )
    if (rowCount === 0) throw new Misconfigured('LOG_EXISTS', `there is a log ${this.#origin} already`)
  }

  /** @throws Misconfigured `LOG_MISSING` when there is no log of this origin */
  async head(): Promise<Head> {
    const { size, root } = await this.#open()
    return { size, root }
  }

  async #open(): Promise<Head & { readonly key: string }> {
    const { rows } = await this.#pool.query<Head & { readonly key: string }>(
      'select size, root, key from watch.log where origin = $1',
      [this.#origin],
    )
    if (!rows[0])
      throw new Misconfigured('LOG_MISSING', `no log ${this.#origin} here: assay watch init makes one`)
    return rows[0]
  }

  /**
   * Appends bundles, all or none, and returns the index of the first. `next`: who writes the log from then on.
   * @throws Unavailable `LOG_WRITER` when somebody else appended meanwhile; Misconfigured `WATCHDOG_KEYS` when the log was handed
   *   over to other keys than signed them
   */
  async append(head: Head, logged: readonly Logged[], next?: WatchdogKeys): Promise<number> {
    if (logged.length === 0) return head.size
    await this.#assertWriter(logged)
    return inTransaction(this.#pool, async (client) => {
      await this.#write(client, head, logged)
      if (next)
        await client.query('update watch.log set address = $2, key = $3 where origin = $1', [
          this.#origin,
          toBytes(next.address),
          next.logKey,
        ])
      return head.size
    })
  }

  async #write(client: PoolClient, head: Head, logged: readonly Logged[]): Promise<void> {
    const size = head.size + logged.length
    // The size that was read stands in the statement that writes: of two writers, one loses here. The root follows below, in
    // the same transaction.
    const { rowCount } = await client.query(
      'update watch.log set size = $3 where origin = $1 and size = $2 and root = $4',
      [this.#origin, head.size, size, head.root],
    )
    if (rowCount === 0)
      throw new Unavailable('LOG_WRITER', `another writer appended to ${this.#origin}; run it again`)
    await client.query(
      `insert into watch.log_entry select $1, $2 + ordinality - 1, entry, kind, bundle, verdict, now()
         from unnest($3::bytea[], $4::text[], $5::bytea[], $6::bigint[]) with ordinality
           as each(entry, kind, bundle, verdict, ordinality)`,
      [
        this.#origin,
        head.size,
        logged.map(({ bundle }) => toBytes(bundle.hash)),
        logged.map(({ bundle }) => bundle.kind),
        logged.map(({ bundle }) => bundle.bytes),
        logged.map(({ verdict }) => verdict),
      ],
    )
    await keepNodes(client, this.#origin, head.size, size)
    const root = await hashOfRange(readNodes(client, this.#origin), 0, size)
    await client.query('update watch.log set root = $2 where origin = $1', [this.#origin, root])
  }

  /**
   * Keeps entries of a log that somebody else writes, with the checkpoint that covers them and who wrote the last of them; all or
   * none. The caller verified them. Its verdicts wait to be placed among the others. `andThen`: what else is written with them.
   * @throws Unavailable `LOG_WRITER` when others were received meanwhile
   */
  async receive(
    network: string,
    head: Head,
    bundles: readonly Bundle[],
    { address, key, note }: { readonly address: Hex; readonly key: string; readonly note: string },
    andThen: (client: PoolClient) => Promise<void>,
  ): Promise<void> {
    await inTransaction(this.#pool, async (client) => {
      const writer = [toBytes(address), key]
      await client.query(
        `insert into watch.log (origin, network, watchdog, address, key, size, root, created_at, received)
         values ($1, $2, $1, $3, $4, 0, $5, now(), true) on conflict do nothing`,
        [this.#origin, network, ...writer, rootOf([])],
      )
      const logged = bundles.map((bundle) => ({ bundle, verdict: null }))
      await this.#write(client, head, logged)
      await client.query('update watch.log set address = $2, key = $3 where origin = $1', [
        this.#origin,
        ...writer,
      ])
      await client.query(
        `insert into watch.intake_verdict (origin, index)
         select origin, index from watch.log_entry where origin = $1 and index >= $2 and kind = 'verdict'`,
        [this.#origin, head.size],
      )
      await client.query(`insert into watch.log_checkpoint values ($1, $2, $3, now())`, [
        this.#origin,
        head.size + bundles.length,
        note,
      ])
      await andThen(client)
    })
  }

  // Every reader would refuse what old keys sign, and an entry is there for good.
  async #assertWriter(logged: readonly Logged[]): Promise<void> {
    const { rows } = await this.#pool.query<{ address: Buffer }>(
      'select address from watch.log where origin = $1',
      [this.#origin],
    )
    const writer = rows[0] && toHex(rows[0].address)
    const other = logged.find(({ bundle }) => bundle.watchdog !== writer)
    if (other)
      throw new Misconfigured(
        'WATCHDOG_KEYS',
        `${this.#origin} is written with the keys of ${writer}, not of ${other.bundle.watchdog}`,
      )
  }

  /**
   * Signs and keeps the checkpoint of what is logged now, with the cosignatures that `cosign` gets for it. Returns the note.
   * @throws Misconfigured `WATCHDOG_KEYS` when the log was handed over to other keys
   */
  async checkpoint(
    keys: WatchdogKeys,
    cosign: (note: string) => Promise<readonly string[]>,
  ): Promise<string> {
    const { size, root, key } = await this.#open()
    if (key !== keys.logKey) throw this.#otherKeys(keys)
    const text = formatCheckpoint({ origin: this.#origin, size, root })
    const own = signNote(text, keys.log)
    const cosigned = await cosign(formatNote(text, [own]))
    const note = formatNote(
      text,
      mergeLines(text, [own, ...(await this.#keptLines(size, text)), ...cosigned]),
    )
    // Old keys that still run must not put their signature in the place of the new ones': every reader would refuse the log.
    const { rowCount } = await this.#pool.query(
      `insert into watch.log_checkpoint select origin, $2, $3, now() from watch.log where origin = $1 and size >= $2 and key = $4
       on conflict (origin, size) do update set note = excluded.note, signed_at = excluded.signed_at`,
      [this.#origin, size, note, keys.logKey],
    )
    if (rowCount === 0) throw this.#otherKeys(keys)
    return note
  }

  // Who saw these entries first saw them then: a later cosignature on the same checkpoint says less.
  async #keptLines(size: number, text: string): Promise<string[]> {
    const kept = await this.findCheckpoint(size - 1)
    return kept !== undefined && parseNote(kept).text === text ? listSignatureLines(kept) : []
  }

  #otherKeys({ logKey }: WatchdogKeys): Misconfigured {
    return new Misconfigured(
      'WATCHDOG_KEYS',
      `${this.#origin} was handed over: ${logKey} signs no checkpoint of it any more`,
    )
  }

  /** The newest checkpoint that was signed, or the first that holds an entry; undefined when there is none. */
  async findCheckpoint(entry?: number): Promise<string | undefined> {
    const order = entry === undefined ? 'size desc' : 'size'
    const { rows } = await this.#pool.query<{ note: string }>(
      `select note from watch.log_checkpoint where origin = $1 and size > $2 order by ${order} limit 1`,
      [this.#origin, entry ?? -1],
    )
    return rows[0]?.note
  }

  /** The last checkpoint that covers at most so many entries behind an index, else the first that covers more of them; undefined when none does. */
  async findCheckpointBehind(index: number, most: number): Promise<string | undefined> {
    const { rows } = await this.#pool.query<{ note: string }>(
      `select note from watch.log_checkpoint where origin = $1 and size > $2
       order by size > $3, case when size > $3 then size else -size end limit 1`,
      [this.#origin, index, index + most],
    )
    return rows[0]?.note
  }

  /** Every checkpoint that was signed, as it was cosigned, smallest first. */
  async listCheckpoints(): Promise<string[]> {
    const { rows } = await this.#pool.query<{ note: string }>(
      'select note from watch.log_checkpoint where origin = $1 order by size',
      [this.#origin],
    )
    return rows.map(({ note }) => note)
  }

  /** Bundles of a kind with their indexes, in the log's order. */
  async listBundles(kind: BundleKind): Promise<{ readonly index: number; readonly bundle: Uint8Array }[]> {
    const { rows } = await this.#pool.query(
      'select index, bundle from watch.log_entry where origin = $1 and kind = $2 order by index',
      [this.#origin, kind],
    )
    return rows
  }

  /** Every entry, in the log's order. */
  async listEntries(): Promise<Hash32[]> {
    const { rows } = await this.#pool.query<{ entry: Buffer }>(
      'select entry from watch.log_entry where origin = $1 order by index',
      [this.#origin],
    )
    return rows.map(({ entry }) => hashOf(entry))
  }

  /** Bundles of verdicts by their hashes, and of all that correct one of them, with their indexes in the log's order. */
  async findVerdicts(
    hashes: readonly Hash32[],
  ): Promise<{ readonly index: number; readonly bundle: Uint8Array }[]> {
    const { rows } = await this.#pool.query(
      `with recursive correction as materialized (
           select index, entry, bundle, convert_from(bundle, 'UTF8')::jsonb -> 'body' ->> 'corrects' as corrects
           from watch.log_entry where origin = $1 and kind = 'verdict'),
         found as (
           select index, entry, bundle from watch.log_entry where origin = $1 and entry = any($2::bytea[])
           union
           select c.index, c.entry, c.bundle from correction c join found f on c.corrects = '0x' || encode(f.entry, 'hex'))
       select index, bundle from found order by index`,
      [this.#origin, hashes.map(toBytes)],
    )
    return rows
  }

  /** Entries and bundles from an index on, at most `count`. */
  async read(
    from: number,
    count: number,
  ): Promise<{ readonly entry: Uint8Array; readonly bundle: Uint8Array }[]> {
    const { rows } = await this.#pool.query(
      'select entry, bundle from watch.log_entry where origin = $1 and index >= $2 and index < $3 order by index',
      [this.#origin, from, from + count],
    )
    return rows
  }

  /** What its verdicts were judged by. */
  get evidence(): EvidenceStore {
    return new EvidenceStore(this.#pool, this.#origin)
  }

  /** Hashes of complete subtrees, as tiles hold them. */
  get hashes(): ReadHashes {
    return readNodes(this.#pool, this.#origin)
  }
}
