import { z } from 'zod'
import { Unavailable } from '../../claim/errors.ts'
import { findBytes, findInt, findText, listFields, type ProtobufField } from '../../claim/protobuf.ts'
import type { Disclosure } from '../../platform/disclosures.ts'
import { agree, askObject } from '../endpoints.ts'
import type { Reading } from './judge.ts'
import { toDecimal } from './read.ts'

type Asked = Extract<NonNullable<Disclosure['read']>, { module: unknown }>
type ReadField = (fields: readonly ProtobufField[], number: number) => string

const whole: ReadField = (fields, number) => String(findInt(fields, number) ?? 0n)
const text: ReadField = findText
const yes: ReadField = (fields, number) => String((findInt(fields, number) ?? 0n) !== 0n)
/** A Dec is written as its digits without the point: 18 of them stand behind it. */
const fraction: ReadField = (fields, number) => {
  const digits = findText(fields, number)
  if (!/^-?\d{1,78}$/.test(digits))
    throw new TypeError(`${JSON.stringify(digits.slice(0, 60))} is no decimal`)
  return toDecimal(BigInt(digits), 18)
}
/** google.protobuf.Duration, in seconds. */
const seconds: ReadField = (fields, number) => {
  const duration = listFields(findBytes(fields, number) ?? new Uint8Array())
  return toDecimal((findInt(duration, 1) ?? 0n) * 1_000_000_000n + (findInt(duration, 2) ?? 0n), 9)
}

// Source: cosmos-sdk 0.53 proto/cosmos/{slashing,staking,mint,distribution}/v1beta1.
const PARAMETERS: Readonly<Record<Asked['module'], Readonly<Record<string, readonly [number, ReadField]>>>> =
  {
    slashing: {
      signed_blocks_window: [1, whole],
      min_signed_per_window: [2, fraction],
      downtime_jail_duration: [3, seconds],
      slash_fraction_double_sign: [4, fraction],
      slash_fraction_downtime: [5, fraction],
    },
    staking: {
      unbonding_time: [1, seconds],
      max_validators: [2, whole],
      max_entries: [3, whole],
      bond_denom: [5, text],
      min_commission_rate: [6, fraction],
    },
    mint: {
      mint_denom: [1, text],
      inflation_rate_change: [2, fraction],
      inflation_max: [3, fraction],
      inflation_min: [4, fraction],
      goal_bonded: [5, fraction],
      blocks_per_year: [6, whole],
    },
    distribution: { community_tax: [1, fraction], withdraw_addr_enabled: [4, yes] },
  }

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
export async function readParameter(
  endpoints: readonly string[],
  { chain, module, parameter }: Asked,
  height: number,
  signal: AbortSignal,
): Promise<Reading> {
  const [number, readField] = PARAMETERS[module][parameter] ?? []
  const named = `${module}.${parameter}`
  if (number === undefined || !readField)
    throw new Unavailable('UNAVAILABLE_RULE', `no parameter ${named} is known here`)
  const path = `/cosmos.${module}.v1beta1.Query/Params`
  const { result: value } = await agree(endpoints, path, signal, async (endpoint) => {
    const answer = await askObject(endpoint, 'abci_query', [path, '', String(height), false], signal)
    try {
      const { response } = Answer.parse(answer)
      if (response.code !== 0) throw new TypeError(response.log.slice(0, 200))
      const parameters = findBytes(listFields(Buffer.from(response.value ?? '', 'base64')), 1)
      if (!parameters) throw new TypeError('there are no parameters in it')
      return readField(listFields(parameters), number)
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new Unavailable('UNAVAILABLE_RULE', `${path} at height ${height}: ${why}`, { cause })
    }
  })
  return { value, chain, block: height, asked: `abci_query ${path}, ${parameter}` }
}
