import type { Abi, AbiFunction, Hex } from 'viem'
import { decodeFunctionResult, encodeFunctionData, parseAbiItem } from 'viem/utils'
import { toDecimal } from '../../claim/decimal.ts'
import { Unavailable } from '../../claim/errors.ts'
import type { Disclosure } from '../../platform/disclosures.ts'
import { askMajority } from '../endpoints.ts'
import type { Reading } from './judge.ts'

type Asked = Extract<NonNullable<Disclosure['read']>, { address: unknown }>

/**
 * Asks the chain for a rule, at a block. Numbers are plain decimals, without trailing zeros.
 * @throws those of {@link askMajority}; Unavailable `UNAVAILABLE_RULE` when the answer is not what the function
 *   returns
 */
export async function readRule(
  endpoints: readonly string[],
  asked: Asked,
  block: number,
  signal: AbortSignal,
): Promise<Reading> {
  const item = parseAbiItem(asked.function) as AbiFunction
  const abi: Abi = [item]
  const call = { to: asked.address, data: encodeFunctionData({ abi, functionName: item.name }) }
  const { result } = await askMajority(endpoints, 'eth_call', [call, `0x${block.toString(16)}`], signal)
  let value: string
  try {
    value = toValue(decodeFunctionResult({ abi, functionName: item.name, data: result as Hex }), asked)
  } catch (cause) {
    const where = `${asked.address} at block ${block}`
    throw new Unavailable('UNAVAILABLE_RULE', `${where} gives no ${item.name}: ${result.slice(0, 70)}`, {
      cause,
    })
  }
  const path = [`${item.name}()`, ...asked.pick].join('.')
  return { value, chain: asked.chain, block, asked: `eth_call ${path} of ${asked.address}` }
}

function toValue(answer: unknown, { pick, decimals }: Asked): string {
  let value = answer
  for (const key of pick) value = (value as Readonly<Record<string, unknown>>)[key]
  if (typeof value === 'object' && value !== null && 'value' in value && 'precision' in value)
    return toDecimal(BigInt(String(value.value)), Number(value.precision))
  if (typeof value === 'bigint' || typeof value === 'number') return toDecimal(BigInt(value), decimals ?? 0)
  if (typeof value === 'string' || typeof value === 'boolean') return String(value)
  throw new TypeError(`neither a number nor a text: ${typeof value}`)
}
