import pg from 'pg'

/** Channels on which a writer says that there is something new; a payload is a hint, the tables are the truth. */
export const CHANNELS = {
  block: 'assay_block',
  archive: 'assay_archive',
  verdict: 'assay_verdict',
  intake: 'assay_intake',
} as const
export type Channel = (typeof CHANNELS)[keyof typeof CHANNELS]

/**
 * Wakes a loop when a channel speaks, or after an interval: notifications are lost while a connection is down, so
 * polling stays the rule and listening only makes it prompt.
 */
export class Wakeups {
  readonly #url: string
  readonly #channels: readonly Channel[]
  readonly #application: string
  #client: pg.Client | undefined
  #woken = Promise.withResolvers<void>()

  constructor(url: string, application: string, channels: readonly Channel[]) {
    this.#url = url
    this.#application = application
    this.#channels = channels
  }

  /**
   * Resolves at a notification since the last call, after `intervalMs`, or when the signal ends; at once where it began to listen only now, for what was
   * said before nobody heard. Never rejects.
   */
  async next(intervalMs: number, signal: AbortSignal): Promise<void> {
    if (await this.#connect()) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, intervalMs)
    const stop = () => resolve()
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) resolve()
    await Promise.race([promise, this.#woken.promise])
    signal.removeEventListener('abort', stop)
    clearTimeout(timer)
    this.#woken = Promise.withResolvers()
  }

  async close(): Promise<void> {
    const client = this.#client
    this.#client = undefined
    await client?.end()
  }

  /** Whether it listens since now. */
  async #connect(): Promise<boolean> {
    if (this.#client) return false
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: `assay-${this.#application}-listen`,
      connectionTimeoutMillis: 10_000,
    })
    client.on('notification', () => this.#woken.resolve())
    // A lost connection is opened again at the next turn; until then the interval keeps the loop going.
    const forget = () => {
      if (this.#client === client) this.#client = undefined
    }
    client.on('error', forget)
    client.on('end', forget)
    try {
      await client.connect()
      for (const channel of this.#channels) await client.query(`listen ${channel}`)
      this.#client = client
      return true
    } catch {
      await client.end().catch(() => {})
      return false
    }
  }
}
