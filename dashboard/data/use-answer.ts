import { keepPreviousData, type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query'
import { AskError, ask, isBehind } from './ask.ts'
import type { TypedDocumentString } from './generated/graphql.ts'

// An answer of some blocks ago is asked for again after this.
const BEHIND_MS = 2_000

/** The question behind what a page shows, so that a reader can ask it again. */
export interface Question {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

export type Answer<Data> = UseQueryResult<Data> & { readonly question: Question }

/**
 * The answer to a page's question. While other choices are being asked for, the last answer stays on the page; a new block
 * asks again (see live.tsx).
 */
export function useAnswer<Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  { enabled = true }: { enabled?: boolean } = {},
): Answer<Data> {
  const result = useQuery({ ...optionsOf(document, variables), enabled })
  return { ...result, question: { query: document.toString(), variables } }
}

/** The answers to one question asked of many things, each kept and asked again by itself. */
export function useAnswers<Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentString<Data, Variables>,
  all: readonly Variables[],
): readonly Answer<Data>[] {
  const query = document.toString()
  const results = useQueries({ queries: all.map((variables) => optionsOf(document, variables)) })
  return results.map(
    (result, at) => ({ ...result, question: { query, variables: all[at] ?? {} } }) as Answer<Data>,
  )
}

/** The same where only the answers are needed: the list stays the same object while none of them changes. */
export function useAnswered<Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentString<Data, Variables>,
  all: readonly Variables[],
): readonly { readonly data: Data | undefined; readonly failed: string | null }[] {
  return useQueries({
    queries: all.map((variables) => optionsOf(document, variables)),
    combine: (results) =>
      results.map(({ data, error, isPlaceholderData }) => ({
        data: isPlaceholderData ? undefined : (data as Data | undefined),
        failed: error instanceof AskError ? error.code : error === null ? null : 'UNEXPECTED',
      })),
  })
}

const optionsOf = <Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
) => ({
  queryKey: [document.toString(), variables],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(document, variables, signal),
  placeholderData: keepPreviousData,
  // Blocks may stop coming: the answer of the last one is asked for by itself.
  refetchInterval: () => (isBehind(document, variables) ? BEHIND_MS : false),
})
