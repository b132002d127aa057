import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask } from './ask.ts'
import type { TypedDocumentString } from './generated/graphql.ts'
import type { Question } from './use-answer.ts'

/** As many rows as the API gives at once. */
const PAGE = 1000

interface Pages<Data, Row> {
  /** The first answer, for what stands beside the rows. */
  readonly first: Data | undefined
  readonly rows: readonly Row[]
  /** False where there are more rows than `most`. */
  readonly whole: boolean
  readonly error: Error | null
  /** Whether rows of an earlier choice are shown while those of the present one are asked for. */
  readonly isPlaceholderData: boolean
  readonly dataUpdatedAt: number
  readonly question: Question
}

/** Every row of a long list, a page of 1,000 after the other; `document` takes `limit` and `offset`. */
export function usePages<Data, Row, Variables extends { limit: number; offset: number }>(
  document: TypedDocumentString<Data, Variables>,
  variables: Omit<Variables, 'limit' | 'offset'>,
  rowsOf: (data: Data) => readonly Row[],
  { most = 20_000, enabled = true }: { most?: number; enabled?: boolean } = {},
): Pages<Data, Row> {
  const query = document.toString()
  const { data, error, isPlaceholderData, dataUpdatedAt } = useQuery({
    queryKey: [query, variables, most],
    placeholderData: keepPreviousData,
    enabled,
    queryFn: async ({ signal }) => {
      const rows: Row[] = []
      let first: Data | undefined
      for (let offset = 0; offset < most; offset += PAGE) {
        const answer = await ask(document, { ...variables, limit: PAGE, offset } as Variables, signal)
        first ??= answer
        const page = rowsOf(answer)
        rows.push(...page)
        if (page.length < PAGE) return { first, rows, whole: true }
      }
      return { first, rows, whole: false }
    },
  })
  return {
    first: data?.first,
    rows: data?.rows ?? (NONE as readonly Row[]),
    whole: data?.whole ?? true,
    error,
    isPlaceholderData,
    dataUpdatedAt,
    question: { query, variables: { ...variables, limit: PAGE, offset: 0 } },
  }
}

const NONE: readonly never[] = []
