import { paybackQuery } from '../mcp/payback.ts'
import type { Remote } from '../mcp/remote.ts'
import type { PaybackAnswer } from './answer.ts'
import type { PaybackVariables } from './question.ts'
import { QuestionRefused } from './refused.ts'

interface Answered<T> {
  readonly data?: T | null
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[]
}

/**
 * One answer of `Query.payback` per class of money, by role.
 * @throws QuestionRefused `API_UNEXPECTED`, `GRAPHQL_ERROR` or the API's own code; Unavailable `API_UNAVAILABLE`
 */
export async function askPayback(
  api: Remote,
  network: string,
  variables: PaybackVariables,
): Promise<readonly PaybackAnswer[]> {
  const { payback } = await askFor<{ payback: readonly PaybackAnswer[] }>(
    api,
    paybackQuery({ byRole: true, short: false }),
    {
      ...variables,
      network,
    },
  )
  return payback
}

/**
 * The network that is asked about when none is given: the only one that the API has.
 * @throws QuestionRefused `NETWORK_UNKNOWN` naming those that there are
 */
export async function onlyNetwork(api: Remote): Promise<string> {
  const { networks } = await askFor<{ networks: readonly { id: string }[] }>(
    api,
    '{ networks(limit: 100) { id } }',
    {},
  )
  const [only, ...others] = networks
  if (only && others.length === 0) return only.id
  const names = networks.map(({ id }) => id).join(', ')
  throw new QuestionRefused(
    'NETWORK_UNKNOWN',
    `the API has ${names || 'no network'}: give one with --network`,
  )
}

/**
 * The data of an answer.
 * @throws QuestionRefused `API_UNEXPECTED`, `GRAPHQL_ERROR` or the API's own code; Unavailable `API_UNAVAILABLE`
 */
export async function askFor<T>(
  api: Remote,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<T> {
  const { data, errors } = (await api.ask(query, variables)) as Answered<T>
  const [first] = errors ?? []
  if (first) throw new QuestionRefused(first.extensions?.code ?? 'GRAPHQL_ERROR', first.message)
  if (!data)
    throw new QuestionRefused('API_UNEXPECTED', 'neither data nor errors came: is --api an Assay API?')
  return data
}
