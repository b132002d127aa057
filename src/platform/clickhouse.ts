import type { Readable } from 'node:stream'
import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { CodedError, Unavailable } from '../claim/errors.ts'

/** Values of a statement's parameters by name: text, whole numbers, or lists of them. */
export type ClickHouseValues = Readonly<Record<string, string | number | readonly (string | number)[]>>

/** What a statement read and gave. */
export interface ClickHouseRows {
  /** Each row as an array in the order of the columns; whole numbers of every size are text. */
  readonly rows: readonly (readonly unknown[])[]
  readonly rowsRead: number
}

// `throwIf` of a statement: its own check failed.
const CHECK_FAILED = '395'
/** The word by which statements of ours say that a sum may not fit into 256 bits. */
export const OVERFLOW = 'CLICKHOUSE_OVERFLOW'

/** A ClickHouse server, asked over HTTP. */
export class ClickHouse {
  readonly #client: ClickHouseClient
  readonly #database: string

  /** `url`: `http(s)://user:password@host:port/database`. `waitMs`: for the answer to a statement. */
  constructor(url: string, waitMs: number) {
    this.#database = decodeURIComponent(new URL(url).pathname.slice(1)) || 'default'
    this.#client = createClient({
      url,
      request_timeout: waitMs,
      // Who asks says what went wrong, once.
      log: { level: ClickHouseLogLevel.OFF },
    })
  }

  /** Makes the database of the address where it is not there. @throws as {@link rows} */
  async createDatabase(): Promise<void> {
    // A database that is not there cannot be the one that a statement is asked in.
    await this.run(`create database if not exists ${quoteName(this.#database)}`, {}, 'default')
  }

  /**
   * The rows of a statement. `seconds`: how long the server may work for it. When `signal` aborts, it ends the statement.
   * @throws Unavailable `UNAVAILABLE_CLICKHOUSE` when the server does not answer, `CLICKHOUSE_FAULT` when it cannot run the statement;
   * CodedError `CLICKHOUSE_OVERFLOW` when a sum may not fit
   */
  async rows(
    text: string,
    values: ClickHouseValues = {},
    { seconds, signal }: { readonly seconds?: number; readonly signal?: AbortSignal } = {},
  ): Promise<ClickHouseRows> {
    return asking(async () => {
      const found = await this.#client.query({
        query: text,
        query_params: values,
        format: 'JSONCompact',
        ...(signal ? { abort_signal: signal } : {}),
        clickhouse_settings: {
          output_format_json_quote_64bit_integers: 1,
          ...(seconds === undefined ? {} : { max_execution_time: seconds }),
          ...(signal ? { cancel_http_readonly_queries_on_client_close: 1 } : {}),
        },
      })
      const { data, statistics } = await found.json<unknown[]>()
      return { rows: data, rowsRead: statistics?.rows_read ?? 0 }
    })
  }

  /** Runs a statement that gives no rows. @throws as {@link rows} */
  async run(text: string, values: ClickHouseValues = {}, database?: string): Promise<void> {
    await asking(() =>
      this.#client.command({
        query: text,
        query_params: values,
        ...(database === undefined ? {} : { clickhouse_settings: { database } as Record<string, string> }),
      }),
    )
  }

  /** Runs an `insert … format …` whose rows are these bytes. @throws as {@link rows} */
  async insert(text: string, values: ClickHouseValues, bytes: Readable): Promise<void> {
    await asking(async () => {
      const { stream } = await this.#client.exec({ query: text, query_params: values, values: bytes })
      for await (const _ of stream);
    })
  }

  async close(): Promise<void> {
    await this.#client.close()
  }
}

/** A name as an identifier of ClickHouse. */
function quoteName(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``
}

async function asking<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause)
    if (cause instanceof ClickHouseError && cause.code === CHECK_FAILED && words.includes(OVERFLOW))
      throw new CodedError(OVERFLOW, 'a sum may not fit into 256 bits', { cause })
    if (cause instanceof ClickHouseError)
      throw new Unavailable('CLICKHOUSE_FAULT', `ClickHouse answers with a fault: ${words}`, { cause })
    throw new Unavailable('UNAVAILABLE_CLICKHOUSE', `ClickHouse does not answer: ${words}`, { cause })
  }
}
