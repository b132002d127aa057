import { encodeBech32 } from '../../src/claim/bech32.ts'
import { consensusNumber } from '../../src/claim/consensus.ts'
import type { Address } from '../../src/claim/hex.ts'
import { EvmAccount } from './evm.ts'
import { makeSigner, type Signer } from './signers.ts'

/** The name in the headers. */
export const CHAIN_NAME = 'assay-devnet-1'
/** The chain of the validators' own blocks, as `assay comet` stores it. */
export const CONSENSUS_ID = consensusNumber(CHAIN_NAME)
/** The same blocks by their Ethereum JSON-RPC. */
export const EVM_ID = 31_338
export const PREFIX = 'xog'
export const DENOM = 'axog'
export const COIN = 10n ** 18n

const VALIDATORS = ['val-1', 'val-2', 'val-3', 'val-4', 'val-5'] as const
export type ValidatorName = (typeof VALIDATORS)[number]

/** A validator of the scenario: its key of consensus, and the account that operates it. */
export interface Member {
  readonly name: ValidatorName
  readonly signer: Signer
  readonly account: EvmAccount
  readonly operator: Address
  readonly valoper: string
  readonly valcons: string
  readonly owner: string
}

/** Who plays a part. `secret`: what all keys follow from. */
export interface Cast {
  readonly members: readonly Member[]
  readonly delegator: EvmAccount
  readonly payer: EvmAccount
}

/** In units of consensus: so many whole coins. */
const GENESIS_POWER = 10_000

export function makeCast(secret: string): Cast {
  const account = (name: string) => new EvmAccount(`${secret} account of ${name}`, EVM_ID)
  const members = VALIDATORS.map((name): Member => {
    const signer = makeSigner(`${secret} ${name}`, GENESIS_POWER)
    const own = account(name)
    const consensus = `0x${signer.address.toLowerCase()}` as Address
    return {
      name,
      signer,
      account: own,
      operator: own.address,
      valoper: encodeBech32(`${PREFIX}valoper`, own.address),
      valcons: encodeBech32(`${PREFIX}valcons`, consensus),
      owner: encodeBech32(PREFIX, own.address),
    }
  })
  return { members, delegator: account('delegator'), payer: account('payer') }
}
