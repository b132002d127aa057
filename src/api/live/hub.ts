import pg from 'pg'
import type { Logger } from 'pino'
import { CHANNELS } from '../../platform/notifications.ts'

/** What a commit says: a chain moved on, or a part of it no longer holds. */
export interface BlockNews {
  readonly network: string
  readonly chain: number
  readonly number: number
  readonly hash: string
  readonly kind: 'block' | 'reorg'
  /** First block whose earlier data no longer holds; for a reorg. */
  readonly from?: number
}

/** `lost`: notifications may have been missed; who listens looks at the tables again. */
export type News =
  | { readonly type: 'block'; readonly block: BlockNews }
  | { readonly type: 'verdict' }
  | { readonly type: 'lost' }

/** How often a database that sends no notifications is looked at, in milliseconds. */
const LOOK_MS = 1000

/**
 * One database connection that listens, for any number of live streams. Opened with the first stream. A database that follows
 * another one (hot standby) sends no notifications: there the streams look at the tables every second.
 */
export class NewsHub {
  readonly #url: string
  readonly #log: Logger
  readonly #listeners = new Set<(news: News) => void>()
  #client: pg.Client | undefined
  #opening: Promise<void> | undefined
  #retry: NodeJS.Timeout | undefined
  #look: NodeJS.Timeout | undefined
  #closed = false

  constructor(url: string, log: Logger) {
    this.#url = url
    this.#log = log
  }

  /** Hears news from now on. Call the answer to stop. */
  async listen(listener: (news: News) => void): Promise<() => void> {
    this.#listeners.add(listener)
    this.#opening ??= this.#open()
    await this.#opening
    return () => this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    clearInterval(this.#look)
    await this.#client?.end().catch(() => {})
  }

  async #open(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, application_name: 'assay-api-listen' })
    client.on('notification', ({ channel, payload }) => this.#hear(channel, payload ?? ''))
    client.on('error', (error) => this.#lose(client, error))
    client.on('end', () => this.#lose(client, undefined))
    try {
      await client.connect()
      const { rows } = await client.query('select pg_is_in_recovery() as follows')
      if (rows[0]?.follows === true) {
        this.#log.info('the database follows another one: live streams look at it every second')
        this.#look = setInterval(() => this.#tell({ type: 'lost' }), LOOK_MS)
      } else for (const channel of [CHANNELS.block, CHANNELS.verdict]) await client.query(`listen ${channel}`)
      this.#client = client
    } catch (error) {
      this.#lose(client, error)
      // It may be connected all the same, and would stay so.
      await client.end().catch((cause: unknown) => this.#log.debug({ err: cause }, 'was not connected'))
    }
  }

  // Whoever listens is told at once and again when the line is back: what was said in between is in the tables.
  #lose(client: pg.Client, error: unknown): void {
    if (this.#closed || this.#retry || (this.#client && this.#client !== client)) return
    this.#client = undefined
    clearInterval(this.#look)
    this.#log.warn({ err: error }, 'the news connection is lost; trying again')
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      void this.#open().then(() => this.#tell({ type: 'lost' }))
    }, 1000)
  }

  #hear(channel: string, payload: string): void {
    try {
      if (channel === CHANNELS.verdict) this.#tell({ type: 'verdict' })
      else this.#tell({ type: 'block', block: JSON.parse(payload) as BlockNews })
    } catch (error) {
      this.#log.warn({ err: error, payload: payload.slice(0, 200) }, 'news that is not JSON')
    }
  }

  #tell(news: News): void {
    for (const listener of this.#listeners) listener(news)
  }
}
