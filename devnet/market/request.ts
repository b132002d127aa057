import type { PrivateKeyAccount } from 'viem/accounts'
import { hashTypedData } from 'viem/utils'
import type { Address, Hash32, Hex } from '../../src/claim/hex.ts'
import { CHAIN_ID } from '../chain/anvil.ts'

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

export interface Offer {
  readonly minPrice: bigint
  readonly maxPrice: bigint
  /** Unix seconds. */
  readonly rampUpStart: bigint
  readonly rampUpPeriod: number
  readonly lockTimeout: number
  readonly timeout: number
  readonly lockCollateral: bigint
}

/** A request as the market's ABI has it. */
interface ProofRequest {
  readonly id: bigint
  readonly requirements: {
    readonly callback: { readonly addr: Address; readonly gasLimit: bigint }
    readonly predicate: { readonly predicateType: number; readonly data: Hex }
    readonly selector: Hex
  }
  readonly imageUrl: string
  readonly input: { readonly inputType: number; readonly data: Hex }
  readonly offer: Offer
}

/** A request, and its client's word for it. */
export interface SignedRequest {
  readonly request: ProofRequest
  readonly digest: Hash32
  readonly signature: Hex
}

const NOBODY = `0x${'00'.repeat(20)}` as Address

/** What a client asks for: `index` tells its requests apart, and may be used twice. */
export async function signRequest(
  market: Address,
  client: PrivateKeyAccount,
  asked: {
    readonly index: number
    readonly offer: Offer
    readonly predicateType: number
    readonly predicate: Hex
  },
): Promise<SignedRequest> {
  const request: ProofRequest = {
    id: (BigInt(client.address) << 32n) | BigInt(asked.index),
    requirements: {
      callback: { addr: NOBODY, gasLimit: 0n },
      predicate: { predicateType: asked.predicateType, data: asked.predicate },
      selector: '0x00000000',
    },
    imageUrl: 'https://programs.example/devnet',
    input: { inputType: 0, data: `0x${asked.index.toString(16).padStart(8, '0')}` },
    offer: asked.offer,
  }
  const typed = {
    domain: {
      name: 'IBoundlessMarket',
      version: '1',
      chainId: CHAIN_ID,
      verifyingContract: market,
    },
    types: TYPES,
    primaryType: 'ProofRequest',
    message: request,
  } as const
  return {
    request,
    digest: hashTypedData(typed) as Hash32,
    signature: await client.signTypedData(typed),
  }
}
