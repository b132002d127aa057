import type { Hex } from 'viem'
import { hashTypedData } from 'viem/utils'

/** A recorder's own; in the folder of the network this is another chain, without a market. */
export const CHAIN = 1
export const MARKET: Hex = `0x${'fd'.repeat(20)}`
export const COLLATERAL: Hex = `0x${'aa'.repeat(20)}`
export const COIN: Hex = `0x${'00'.repeat(20)}`
export const START = 1_760_000_100n

export interface TestOffer {
  minPrice: bigint
  maxPrice: bigint
  rampUpStart: bigint
  rampUpPeriod: number
  lockTimeout: number
  timeout: number
  lockCollateral: bigint
}

/** A request as the market's ABI has it. */
export interface TestRequest {
  id: bigint
  requirements: {
    callback: { addr: Hex; gasLimit: bigint }
    predicate: { predicateType: number; data: Hex }
    selector: Hex
  }
  imageUrl: string
  input: { inputType: number; data: Hex }
  offer: TestOffer
}

/** The offer of facts.md 2.6. */
export const OFFER: TestOffer = {
  minPrice: 1000n,
  maxPrice: 2000n,
  rampUpStart: START,
  rampUpPeriod: 100,
  lockTimeout: 600,
  timeout: 1200,
  lockCollateral: 1001n,
}

export function makeRequest(
  client: Hex,
  index: number,
  offer: Partial<TestOffer> = {},
  imageUrl = 'https://image.example',
): TestRequest {
  return {
    id: (BigInt(client) << 32n) | BigInt(index),
    requirements: {
      callback: { addr: COIN, gasLimit: 0n },
      predicate: { predicateType: 0, data: `0x${'1a'.repeat(64)}` },
      selector: '0x00000000',
    },
    imageUrl,
    input: { inputType: 1, data: '0x0102030405' },
    offer: { ...OFFER, ...offer },
  }
}

const TYPES = {
  ProofRequest: [
    { name: 'id', type: 'uint256' },
    { name: 'requirements', type: 'Requirements' },
    { name: 'imageUrl', type: 'string' },
    { name: 'input', type: 'Input' },
    { name: 'offer', type: 'Offer' },
  ],
  Requirements: [
    { name: 'callback', type: 'Callback' },
    { name: 'predicate', type: 'Predicate' },
    { name: 'selector', type: 'bytes4' },
  ],
  Callback: [
    { name: 'addr', type: 'address' },
    { name: 'gasLimit', type: 'uint96' },
  ],
  Predicate: [
    { name: 'predicateType', type: 'uint8' },
    { name: 'data', type: 'bytes' },
  ],
  Input: [
    { name: 'inputType', type: 'uint8' },
    { name: 'data', type: 'bytes' },
  ],
  Offer: [
    { name: 'minPrice', type: 'uint256' },
    { name: 'maxPrice', type: 'uint256' },
    { name: 'rampUpStart', type: 'uint64' },
    { name: 'rampUpPeriod', type: 'uint32' },
    { name: 'lockTimeout', type: 'uint32' },
    { name: 'timeout', type: 'uint32' },
    { name: 'lockCollateral', type: 'uint256' },
  ],
} as const

/** The digest that a client signs, by viem. */
export function digestOf(request: TestRequest): Hex {
  return digestOn(CHAIN, request)
}

/** The same on another chain. */
export function digestOn(chainId: number, request: TestRequest): Hex {
  const known = digests.get(request)?.get(chainId)
  if (known) return known
  const digest = hashTypedData({
    domain: { name: 'IBoundlessMarket', version: '1', chainId, verifyingContract: MARKET },
    types: TYPES,
    primaryType: 'ProofRequest',
    message: request,
  })
  digests.set(request, new Map([...(digests.get(request) ?? []), [chainId, digest]]))
  return digest
}

const digests = new WeakMap<TestRequest, Map<number, Hex>>()
