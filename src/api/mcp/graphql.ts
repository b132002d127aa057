import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { CodedError } from '../../claim/errors.ts'
import { fail } from './answer.ts'
import { bound, DEFAULT_TOKENS } from './bound.ts'
import type { Remote } from './remote.ts'

interface ApiError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: { readonly code?: string; readonly candidates?: readonly string[] }
}

/** What to try after an error, by its code. */
const NEXT: Readonly<Record<string, string>> = {
  GRAPHQL_VALIDATION_FAILED: 'call describe for the fields and arguments of the type that the message names',
  GRAPHQL_PARSE_FAILED: 'correct the syntax of the query',
  BAD_USER_INPUT: 'correct the argument that the message names; describe shows its type',
  NETWORK_UNKNOWN: 'call network without arguments for the networks that this server has',
  NODE_UNKNOWN: 'call search with a part of the key, or query nodes of the network',
  ID_AMBIGUOUS: 'call again with one of candidates, the whole ids',
  BLOCK_UNKNOWN: 'name a block that is indexed: network shows how far each chain is',
  TOO_MANY_ROWS: 'ask for fewer days, or for an earlier to',
  COST_LIMIT: 'ask for fewer rows (limit) or fewer linked lists',
  RATE_LIMIT: 'wait some seconds, then ask again',
  QUOTA: 'ask again when the quota of the key begins again',
  KEY_UNKNOWN: 'start assay mcp with a valid --key, or with none',
  API_UNAVAILABLE: 'start the API, or give its address to assay mcp with --api',
  UNAVAILABLE: 'ask again in some seconds',
  BUSY: 'ask again in some seconds',
}
const OTHERWISE = 'change the question as the message says; docs/api lists the codes'

/** The errors of an answer as the result of a tool; null when it has data and none. */
function refused(answer: { data?: unknown; errors?: readonly ApiError[] }): CallToolResult | null {
  const [first, ...others] = answer.errors ?? []
  if (!first) {
    if (answer.data) return null
    return fail(
      'API_UNEXPECTED',
      'the API answered neither data nor errors',
      'check that --api is an Assay API',
    )
  }
  const code = first.extensions?.code ?? 'GRAPHQL_ERROR'
  const more = {
    ...(first.path ? { path: first.path } : {}),
    ...(first.extensions?.candidates ? { candidates: first.extensions.candidates } : {}),
    ...(others.length
      ? {
          others: others.slice(0, 10).map(({ message, extensions }) => ({ code: extensions?.code, message })),
        }
      : {}),
  }
  const result = fail(code, first.message, NEXT[code] ?? OTHERWISE, more)
  // What the other fields gave is kept, so that one refused field does not cost the answer of the rest.
  const part = bound({ partialData: answer.data }, DEFAULT_TOKENS)
  if (answer.data && part) result.content.push({ type: 'text', text: JSON.stringify(part.value) })
  return result
}

/** Asks the API, and gives its data to `use`; an error of the API or of the way there is the tool's error. */
export async function asking(
  api: Remote,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  use: (data: Record<string, unknown>) => CallToolResult | Promise<CallToolResult>,
): Promise<CallToolResult> {
  return failing(async () => {
    const answer = (await api.ask(query, variables)) as {
      data?: unknown
      errors?: readonly ApiError[]
    } | null
    return refused(answer ?? {}) ?? use((answer as { data: Record<string, unknown> }).data)
  })
}

/** Runs a tool; an error that has a code becomes its result, any other is the SDK's to answer. */
export async function failing(run: () => Promise<CallToolResult>): Promise<CallToolResult> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    return fail(error.code, error.message, NEXT[error.code] ?? OTHERWISE)
  }
}
