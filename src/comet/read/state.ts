import * as read from '../../chain/cometbft/read.ts'
import { CodedError } from '../../claim/errors.ts'
import type { CometClient } from './client.ts'

/** The height under which `abci_query` means the newest state. */
export const NEWEST_STATE = 0

/** A question for the application's state. */
export interface StateQuestion {
  readonly path: string
  /** The request's protobuf in hexadecimal; empty: it has no fields. */
  readonly data: string
}

/** What the application answered, as of a height; or why it did not. */
export type StateAnswer = { readonly height: number; readonly value: Uint8Array } | CodedError

/**
 * What the application's state after a height answers to some questions, all from one endpoint. No header covers it as it is asked here.
 * @throws Unavailable as {@link CometClient.ask}
 */
export async function askState(
  client: Pick<CometClient, 'ask'>,
  questions: readonly StateQuestion[],
  height: number,
): Promise<{ readonly values: readonly StateAnswer[]; readonly endpoint: string }> {
  const { answers, endpoint } = await client.ask(
    questions.map(({ path, data }) => ({
      method: 'abci_query',
      params: [path, data, String(height), false],
    })),
  )
  const values = answers.map((answer, at): StateAnswer => {
    const response = read.object(answer, 'response')
    if (read.integer(response, 'code') !== 0)
      return new CodedError(
        'COMET_QUERY',
        `${questions[at]?.path} at ${height}: ${read.text(response, 'log').slice(0, 200)}`,
      )
    return { height: height || read.integer(response, 'height'), value: read.base64(response, 'value') }
  })
  return { values, endpoint: endpoint.name }
}

/** @throws CodedError `COMET_QUERY` for a question that the application did not answer */
export function needAnswer(answer: StateAnswer | undefined): Uint8Array {
  if (answer === undefined || answer instanceof CodedError)
    throw answer ?? new CodedError('COMET_QUERY', 'there is no answer')
  return answer.value
}
