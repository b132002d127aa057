import type { TypedDocumentString } from './generated/graphql.ts'

/** Where the API is: the host of these pages, or the one that they were built for. */
export const API_URL: string = import.meta.env.VITE_API_URL ?? ''

/** An address of the API for a link: `/docs`. */
export const addressOf = (path: string): string => `${API_URL}${path}`

/** What the API refuses, with its code; `NO_ANSWER` when nothing came back. */
export class AskError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'AskError'
    this.code = code
  }
}

interface Envelope<Data> {
  readonly data?: Data | null
  readonly extensions?: { readonly behind?: boolean }
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[]
}

// The questions whose last answer was of some blocks ago, while the API works out the next.
const late = new Set<string>()

const nameOf = (document: { toString(): string }, variables: unknown): string =>
  JSON.stringify([document.toString(), variables])

/** Whether the last answer to a question said that blocks have come since: a newer one is being worked out. */
export function isBehind(document: { toString(): string }, variables: unknown): boolean {
  return late.has(nameOf(document, variables))
}

/**
 * Sends one question to the GraphQL API and gives its whole answer.
 * @throws AskError with the API's own code, or `NO_ANSWER` when it does not answer
 */
export async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const response = await fetch(`${API_URL}/graphql`, {
    method: 'POST',
    // A page would rather show the answer of some blocks ago at once and the next one behind it than wait.
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'cache-control': 'max-stale=300',
    },
    body: JSON.stringify({ query: document.toString(), variables }),
    signal: signal ?? null,
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new AskError('NO_ANSWER', 'the API does not answer')
  })
  const answer = (await response.json().catch(() => ({}))) as Envelope<Data>
  if (answer.extensions?.behind) late.add(nameOf(document, variables))
  else late.delete(nameOf(document, variables))
  const [first] = answer.errors ?? []
  if (first) throw new AskError(first.extensions?.code ?? 'UNEXPECTED', first.message)
  if (!answer.data)
    throw new AskError('NO_ANSWER', `what answered for the API gave no data, with status ${response.status}`)
  return answer.data
}
