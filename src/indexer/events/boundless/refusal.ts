import { toFunctionSelector } from 'viem/utils'
import type { Hex } from '../../../claim/hex.ts'
import { Words } from './words.ts'

/** An error that a market wrote into PaymentRequirementsFailed. */
export interface ReadRefusal {
  /** `unknown` for a selector that nobody here knows. */
  readonly name: string
  /** Of a partial payment: what the client could pay, base units. */
  readonly paid: bigint | null
}

const NAMES = new Map(
  [
    'RequestIsLocked(uint256)',
    'RequestIsFulfilled(uint256)',
    'InsufficientBalance(address)',
    'PartialPayment(uint256,uint256)',
    'RequestIsExpired(uint256)',
    // mainnet-v1 writes this selector with one word behind it, and not the two that it declares.
    'RequestIsExpired(uint256,uint64)',
  ].map((signature) => [toFunctionSelector(signature) as string, signature.slice(0, signature.indexOf('('))]),
)

/** By the selector alone, for what stands behind it differs between versions. */
export function readRefusal(error: Hex): ReadRefusal {
  const name = NAMES.get(error.slice(0, 10)) ?? 'unknown'
  if (name !== 'PartialPayment') return { name, paid: null }
  return { name, paid: Words.of(error, 4).number(1) }
}
