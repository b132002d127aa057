import { z } from 'zod'
import { isParameter, parametersPath, readParameter } from '../../chain/cometbft/parameters.ts'
import { Unavailable } from '../../claim/errors.ts'
import type { Disclosure } from '../../platform/disclosures.ts'
import { agree, askObject } from '../endpoints.ts'
import type { Reading } from './judge.ts'

type Asked = Extract<NonNullable<Disclosure['read']>, { module: unknown }>

const Answer = z.object({
  response: z.object({
    code: z.number().default(0),
    log: z.string().default(''),
    value: z.base64().nullish(),
  }),
})

/**
 * Asks the consensus of a chain for a parameter of a module, after a height: what more than half of the endpoints say.
 * @throws those of {@link agree}; Unavailable `UNAVAILABLE_RULE` for a parameter that is not known here, and for an answer without it
 */
export async function askParameter(
  endpoints: readonly string[],
  { chain, module, parameter }: Asked,
  height: number,
  signal: AbortSignal,
): Promise<Reading> {
  if (!isParameter(module, parameter))
    throw new Unavailable('UNAVAILABLE_RULE', `no parameter ${module}.${parameter} is known here`)
  const path = parametersPath(module)
  const { result: value } = await agree(endpoints, path, signal, async (endpoint) => {
    const answer = await askObject(endpoint, 'abci_query', [path, '', String(height), false], signal)
    try {
      const { response } = Answer.parse(answer)
      if (response.code !== 0) throw new TypeError(response.log.slice(0, 200))
      return readParameter(module, parameter, Buffer.from(response.value ?? '', 'base64'))
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new Unavailable('UNAVAILABLE_RULE', `${path} at height ${height}: ${why}`, { cause })
    }
  })
  return { value, chain, block: height, asked: `abci_query ${path}, ${parameter}` }
}
