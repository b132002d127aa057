import { getContractAddress } from 'viem/utils'
import { Address } from '../../src/claim/hex.ts'
import type { Encoder } from '../chain/encoder.ts'
import type { Call } from '../chain/journal.ts'
import type { Receipt, ReceiptName } from './receipt.ts'

/** In the order of deployment, which decides their addresses. */
export const CONTRACTS = [
  'SyntheticZkc',
  'ProofMarket',
  'SetVerifier',
  'EmergencyStop',
  'WorkAccounting',
  'WorkMint',
  'StakedZkc',
  'Multicall',
] as const
export type ContractName = (typeof CONTRACTS)[number]

/** Provers, each one of the chain's own unlocked accounts. */
export const PROVERS = ['prover-1', 'prover-2', 'prover-3', 'prover-4'] as const
export type ProverName = (typeof PROVERS)[number]

/** `slasher`: calls for slashes, as anybody may; `delegator`: stakes for another. */
export const ACCOUNTS = ['admin', 'funder', 'slasher', 'delegator', ...PROVERS] as const
export type AccountName = (typeof ACCOUNTS)[number]

export const COIN = 10n ** 18n
/** xZKC has as many decimals as the coin. */
export const XZKC = 10n ** 18n

/** Everything that the actors of the market know and use. */
export interface MarketWorld {
  readonly seed: number
  readonly encoder: Encoder
  readonly accounts: Readonly<Record<AccountName, Address>>
  readonly contracts: Readonly<Record<ContractName, Address>>
  readonly receipts: Readonly<Record<ReceiptName, Receipt>>
}

export function nameAccounts(addresses: readonly Address[]): MarketWorld['accounts'] {
  const named = ACCOUNTS.map((name, index) => [name, Address(addresses[index] ?? '')] as const)
  return Object.fromEntries(named) as MarketWorld['accounts']
}

/** Where the admin's first transactions put the contracts. */
export function nameContracts(admin: Address): MarketWorld['contracts'] {
  const named = CONTRACTS.map(
    (name, nonce) => [name, Address(getContractAddress({ from: admin, nonce: BigInt(nonce) }))] as const,
  )
  return Object.fromEntries(named) as MarketWorld['contracts']
}

/** A call of one of the contracts. */
export function call(
  { encoder, accounts, contracts }: MarketWorld,
  from: AccountName,
  contract: ContractName,
  functionName: string,
  args: readonly unknown[],
): Call {
  return {
    from: accounts[from],
    to: contracts[contract],
    data: encoder.call(contract, functionName, args),
    what: `${from}: ${contract}.${functionName}`,
  }
}

/** The same call, with coin. */
export function paying(value: bigint, made: Call): Call {
  return { ...made, value: `0x${value.toString(16)}` }
}
