import { toDecimal } from '../../claim/decimal.ts'
import { MalformedEvidence } from '../../claim/errors.ts'
import { findBytes, findInt, findText, listFields, type ProtobufField } from '../../claim/protobuf.ts'

type ReadField = (fields: readonly ProtobufField[], number: number) => string

const whole: ReadField = (fields, number) => String(findInt(fields, number) ?? 0n)
const text: ReadField = findText
const yes: ReadField = (fields, number) => String((findInt(fields, number) ?? 0n) !== 0n)
const fraction: ReadField = (fields, number) => readDec(findText(fields, number))
/** google.protobuf.Duration, in seconds. */
const seconds: ReadField = (fields, number) => {
  const duration = listFields(findBytes(fields, number) ?? new Uint8Array())
  return toDecimal((findInt(duration, 1) ?? 0n) * 1_000_000_000n + (findInt(duration, 2) ?? 0n), 9)
}

/** Modules of the Cosmos SDK whose parameters are read. */
export type ParameterModule = 'slashing' | 'staking' | 'mint' | 'distribution'

// Source: cosmos-sdk 0.53 proto/cosmos/{slashing,staking,mint,distribution}/v1beta1.
const PARAMETERS: Readonly<Record<ParameterModule, Readonly<Record<string, readonly [number, ReadField]>>>> =
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

/** The question for a module's parameters, as `abci_query` takes it. */
export function parametersPath(module: ParameterModule): string {
  return `/cosmos.${module}.v1beta1.Query/Params`
}

/** Whether a parameter of a module is known here. */
export function isParameter(module: ParameterModule, name: string): boolean {
  return Object.hasOwn(PARAMETERS[module], name)
}

/**
 * A parameter of a module, as `QueryParamsResponse` has it: a number as a plain decimal, a time in seconds.
 * @throws MalformedEvidence `MALFORMED_PARAMETERS` for one that is not known, and for an answer without it; what the reading of protobuf throws
 */
export function readParameter(module: ParameterModule, name: string, response: Uint8Array): string {
  const [number, read] = PARAMETERS[module][name] ?? []
  const parameters = findBytes(listFields(response), 1)
  if (number === undefined || !read) throw malformed(`no parameter ${module}.${name} is known here`)
  if (!parameters) throw malformed('there are no parameters in it')
  return read(listFields(parameters), number)
}

/**
 * A Dec as protobuf carries it, its digits without the point of which 18 stand behind it, as a plain decimal.
 * @throws MalformedEvidence `MALFORMED_PARAMETERS`
 */
export function readDec(digits: string): string {
  if (!/^-?\d{1,78}$/.test(digits)) throw malformed(`${JSON.stringify(digits.slice(0, 60))} is no decimal`)
  return toDecimal(BigInt(digits), 18)
}

function malformed(what: string): MalformedEvidence {
  return new MalformedEvidence('MALFORMED_PARAMETERS', what)
}
