import { decodeBech32 } from '../../claim/bech32.ts'
import { type Address, type Hex, toHex } from '../../claim/hex.ts'
import { sha256Bytes } from '../../claim/sha256.ts'
import type { Fact } from '../../indexer/events/facts.ts'
import type { Consensus } from '../../platform/consensus.ts'
import type { CometEvent } from '../read/results.ts'
import { type Amount, parseCoins } from './amounts.ts'
import { find } from './event.ts'

/** Who operates the validator with a consensus address, as of a height; undefined: nobody said so yet. */
export type OperatorOf = (consensus: Hex, height: number) => Address | undefined

/** What the events of one height are read with. */
export interface EventContext {
  readonly consensus: Consensus
  readonly height: number
  readonly operatorOf: OperatorOf
  /** The events that stand together with this one: of the block's begin or end, or of one transaction. */
  readonly beside: readonly CometEvent[]
  /** Where it stands among them. */
  readonly at: number
}

/** How an event becomes facts; one that throws has not understood it. */
export type ReadEvent = (event: CometEvent, context: EventContext) => readonly Fact[]

/** The account of a module: the first 20 bytes of the SHA-256 of its name. Source: cosmos-sdk x/auth/types. */
export function moduleAccount(name: string): Address {
  return toHex(sha256Bytes(Buffer.from(name)).subarray(0, 20)) as Address
}

/** Where the staking module keeps stake: what is burnt of it is burnt out of these. */
export const STAKE_POOLS: readonly Address[] = [
  moduleAccount('bonded_tokens_pool'),
  moduleAccount('not_bonded_tokens_pool'),
]

/** Every validator is registered with this module, and what is said of one is said by it. */
export const STAKING = moduleAccount('staking')

/** The validator behind a consensus address: its operator; the consensus address itself while its operator is not known. */
export function nodeOf(consensusAddress: Hex, { operatorOf, height }: EventContext): Hex {
  return operatorOf(consensusAddress, height) ?? consensusAddress
}

/** The validator behind a text `ogvalcons1…`. */
export function nodeOfCons(text: string, context: EventContext): Hex {
  return nodeOf(decodeBech32(`${context.consensus.prefix}valcons`, text), context)
}

/** The validator behind a text `ogvaloper1…`. */
export function nodeOfOper(text: string, { consensus }: EventContext): Address {
  return decodeBech32(`${consensus.prefix}valoper`, text)
}

export function account(text: string, { consensus }: EventContext): Address {
  return decodeBech32(consensus.prefix, text)
}

/** How much of the chain's own coin; what is there of others is left to {@link listForeign}. */
export function ownAmount(text: string, { consensus }: EventContext): Amount {
  return parseCoins(text).get(consensus.denom) ?? { whole: 0n, fraction: 0n }
}

/** The sender of the message that an event belongs to: beside it in the transaction, with the same index. */
export function senderOf(event: CometEvent, context: EventContext): Address | null {
  const index = find(event, 'msg_index')
  const message = context.beside.find(
    (each) =>
      each.type === 'message' && find(each, 'msg_index') === index && find(each, 'sender') !== undefined,
  )
  const sender = message && find(message, 'sender')
  return sender?.startsWith(`${context.consensus.prefix}1`) ? account(sender, context) : null
}
