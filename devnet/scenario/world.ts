import { getContractAddress } from 'viem/utils'
import { keccak256 } from '../../src/claim/hash.ts'
import { Address, type Hash32, Hash32 as toHash32 } from '../../src/claim/hex.ts'
import type { Keys, TeeName } from '../actors/keys.ts'
import type { Encoder } from '../chain/encoder.ts'
import type { Call } from '../chain/journal.ts'
import type { BlobStore } from '../network/blob-store.ts'
import type { Outbox } from './outbox.ts'

/** In the order of deployment, which decides their addresses. */
const CONTRACTS = [
  'SyntheticDollar',
  'TEERegistry',
  'TEEInferenceVerifier',
  'InferenceSettlementRelay',
  'UptoPayment',
  'AssayWork',
] as const
export type ContractName = (typeof CONTRACTS)[number]

/** What operators and the relayer send calls through; deployed after the contracts. */
const ACCOUNT_CONTRACTS = [
  'MultiSend',
  'EntryPoint',
  'Multicall',
  'safe of tee-2',
  'account of tee-3',
  'safe of tee-5',
  'safe of the relayer',
  'account of the relayer',
] as const
export type AccountContract = (typeof ACCOUNT_CONTRACTS)[number]

/** The provers that work is given to. */
export const WORKING_PROVERS = ['prover-honest', 'prover-2', 'prover-3'] as const
export type WorkingProver = (typeof WORKING_PROVERS)[number]

export const PROVERS = [
  ...WORKING_PROVERS,
  'prover-input',
  'prover-output',
  'runner-honest',
  'runner-cheat',
] as const
export type ProverName = (typeof PROVERS)[number]

/** Accounts by what they do; each is one of the chain's own unlocked accounts. */
export const ACCOUNTS = [
  'admin',
  'relayer',
  'payer-1',
  'payer-2',
  'tee-1',
  'tee-2',
  'tee-3',
  'tee-4',
  'tee-5',
  'revoked',
  'silent',
  'forged-root',
  'forged-signature',
  'unpublished',
  ...PROVERS,
  'delegator',
] as const
export type AccountName = (typeof ACCOUNTS)[number]

/** The place where the chain's native verifier stands. Source: og-evm precompiles/tee. */
export const NATIVE_VERIFIER = Address('0x0000000000000000000000000000000000000900')
/** xUSD has six decimals, as the dollar tokens that it stands for. */
export const XUSD = 1_000_000n
export const HEARTBEAT_MAX_AGE = 36_000

/** Everything that the actors know and use. */
export interface World {
  readonly seed: number
  readonly keys: Keys
  readonly encoder: Encoder
  /** Of the chain. */
  readonly rpcUrl: string
  readonly accounts: Readonly<Record<AccountName, Address>>
  readonly contracts: Readonly<Record<ContractName, Address>>
  readonly accountContracts: Readonly<Record<AccountContract, Address>>
  readonly blobs: BlobStore
  readonly outbox: Outbox
  readonly model: { readonly hash: Hash32; readonly bytes: Buffer }
  readonly verificationKey: { readonly hash: Hash32; readonly bytes: Buffer }
}

export function nameAccounts(addresses: readonly Address[]): Record<AccountName, Address> {
  const named = ACCOUNTS.map((name, index) => [name, Address(addresses[index] ?? '')] as const)
  return Object.fromEntries(named) as Record<AccountName, Address>
}

/** Where the admin's first transactions put the contracts. */
export function nameContracts(admin: Address): Pick<World, 'contracts' | 'accountContracts'> {
  const named = [...CONTRACTS, ...ACCOUNT_CONTRACTS].map(
    (name, nonce) => [name, Address(getContractAddress({ from: admin, nonce: BigInt(nonce) }))] as const,
  )
  return {
    contracts: Object.fromEntries(named.slice(0, CONTRACTS.length)) as World['contracts'],
    accountContracts: Object.fromEntries(named.slice(CONTRACTS.length)) as World['accountContracts'],
  }
}

/** A call of one of the contracts. */
export function call(
  world: World,
  from: AccountName,
  contract: ContractName | 'NativeVerifier',
  functionName: string,
  args: readonly unknown[],
): Call {
  return {
    from: world.accounts[from],
    to: contract === 'NativeVerifier' ? NATIVE_VERIFIER : world.contracts[contract],
    data: world.encoder.call(contract, functionName, args),
    what: `${from}: ${contract}.${functionName}`,
  }
}

/** A short text as Solidity's bytes32. */
export function word(text: string): Hash32 {
  return toHash32(`0x${Buffer.from(text, 'utf8').toString('hex').padEnd(64, '0')}`)
}

export function proverId(name: ProverName): Hash32 {
  return keccak256(Buffer.from(`assay-devnet/${name}`))
}

/** A TEE node's fees go to an account of their own, from which nobody pays. */
export function paymentAddress(name: TeeName): Address {
  return Address(keccak256(Buffer.from(`assay-devnet/payment/${name}`)).slice(0, 42))
}

/** So that a run of 40 blocks ends with all its claims final, the last two blocks of each forty bring none. */
export function isQuiet(block: number): boolean {
  return block % 40 === 39 || block % 40 === 0
}
