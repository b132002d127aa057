import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { ask } from './ask.ts'
import type { TypedDocumentString } from './generated/graphql.ts'

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
  const query = document.toString()
  const result = useQuery({
    queryKey: [query, variables],
    queryFn: ({ signal }) => ask(document, variables, signal),
    placeholderData: keepPreviousData,
    enabled,
  })
  // A question that fails has no answer of its own: the last one stays, and the page says from when it is.
  const last = useRef<{ readonly data: Data; readonly at: number } | null>(null)
  if (result.data !== undefined && !result.isPlaceholderData)
    last.current = { data: result.data, at: result.dataUpdatedAt }
  const kept = result.error && last.current ? { data: last.current.data, dataUpdatedAt: last.current.at } : {}
  return { ...result, ...kept, question: { query, variables } } as Answer<Data>
}
