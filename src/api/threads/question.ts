import type { ExecutionResult } from 'graphql'
import type { ApiConfig } from '../config.ts'

/** What a thread needs to answer as the API does. */
export type ThreadConfig = Pick<
  ApiConfig,
  | 'databaseUrl'
  | 'networks'
  | 'role'
  | 'statementTimeoutMs'
  | 'poolWaitMs'
  | 'catalogue'
  | 'corrections'
  | 'advisories'
  | 'clickhouse'
>

/** A question that was found good and within the limits, to be read at one moment. */
export interface ThreadQuestion {
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName: string | undefined
  /** How long a statement may take; absent: as long as any. */
  readonly statementMs: number | undefined
}

/** To the thread: the next question, or that nobody waits any more for the one that it is at. */
export type ToThread = ThreadQuestion | 'left'

/** Where a chain stood, as a message carries it. */
interface ThreadMark {
  readonly network: string
  readonly chain: string
  readonly height: number
  readonly hash: Uint8Array
}

/** An error as its asker may see it. */
interface ShownError {
  readonly message: string
  readonly path: readonly (string | number)[] | undefined
  /** Where in the text of the question. */
  readonly positions: readonly number[] | undefined
  readonly extensions: Readonly<Record<string, unknown>>
}

/** The text of an answer with what it was read at; or errors, with what was answered beside them. */
export type FromThread =
  | { readonly text: string; readonly chains: readonly ThreadMark[]; readonly seen: string }
  | { readonly errors: readonly ShownError[]; readonly data: ExecutionResult['data'] }
