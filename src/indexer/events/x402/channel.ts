import { hashTypedData, parseAbiItem, toFunctionSelector } from 'viem/utils'
import type { Address, Hex } from '../../../claim/hex.ts'
import { listPlaces, toLength } from '../abi.ts'
import { createWordReader } from '../abi-words.ts'
import type { ChainLog, ChainTransaction, EventContext } from '../decoder.ts'

/** What names a channel; amounts are in base units of `token`. */
export interface Channel {
  readonly payer: Hex
  readonly payerAuthorizer: Hex
  readonly receiver: Hex
  readonly receiverAuthorizer: Hex
  readonly token: Hex
  readonly withdrawDelay: number
  readonly salt: Hex
}

/** A channel that calls speak of. */
export interface CalledChannel {
  readonly channel: Channel
  /** The most that its payer's voucher allows; null: the contract itself was not called, no call tells, or two differ. */
  readonly cap: bigint | null
}

/** As Solidity declares it: `ChannelConfig`. */
export const CHANNEL =
  '(address payer, address payerAuthorizer, address receiver, address receiverAuthorizer, address token, uint40 withdrawDelay, bytes32 salt)'
const CLAIMS = `((${CHANNEL} channel, uint128 maxClaimableAmount) voucher, bytes signature, uint128 totalClaimed)[] voucherClaims`
const selectorOf = (declaration: string) =>
  toFunctionSelector(parseAbiItem(declaration) as unknown as string).slice(2)
const OF_CLAIMS = [
  `function claim(${CLAIMS})`,
  `function claimWithSignature(${CLAIMS}, bytes authorizerSignature)`,
].map(selectorOf)
const OF_ONE_CHANNEL = [
  `function deposit(${CHANNEL} config, uint128 amount, address collector, bytes collectorData)`,
  `function refund(${CHANNEL} config, uint128 amount)`,
  `function refundWithSignature(${CHANNEL} config, uint128 amount, uint256 nonce, bytes receiverAuthorizerSignature)`,
  `function initiateWithdraw(${CHANNEL} config, uint128 amount)`,
  `function finalizeWithdraw(${CHANNEL} config)`,
].map(selectorOf)

const WORD = 64
const FIELDS = [
  { name: 'payer', type: 'address' },
  { name: 'payerAuthorizer', type: 'address' },
  { name: 'receiver', type: 'address' },
  { name: 'receiverAuthorizer', type: 'address' },
  { name: 'token', type: 'address' },
  { name: 'withdrawDelay', type: 'uint40' },
  { name: 'salt', type: 'bytes32' },
] as const
const READERS = FIELDS.map(({ name, type }) => ({ name, read: createWordReader(type) }))
const readAmount = createWordReader('uint128')
/** Channels in calls that are looked at of one input: each may cost a tenth of a millisecond. */
const MOST_CALLED = 4_096

/** By transaction and contract: each log of a batch asks for the same. */
const known = new WeakMap<ChainTransaction, Map<Address, ReadonlyMap<Hex, CalledChannel>>>()

/**
 * The channel that a log names by its id, from a call at any depth of the transaction's input, if it is there. The id is a hash over the
 * whole configuration, so no call can speak of another channel: it proves itself, whoever was called. What a voucher
 * allows does not. Source: x402 contracts/evm/src/x402BatchSettlement.sol.
 */
export function findChannel(log: ChainLog, id: Hex, { contract }: EventContext): CalledChannel | undefined {
  const { transaction, address } = log
  const byContract = known.get(transaction) ?? new Map<Address, ReadonlyMap<Hex, CalledChannel>>()
  known.set(transaction, byContract)
  const channels = byContract.get(address) ?? listChannels(transaction, contract.chain, address)
  byContract.set(address, channels)
  return channels.get(id)
}

function listChannels(
  { to, input }: ChainTransaction,
  chainId: number,
  contract: Address,
): ReadonlyMap<Hex, CalledChannel> {
  const caps = new Map<string, Set<string>>()
  let looked = 0
  for (const { config, cap } of listCalled(input)) {
    if (looked++ === MOST_CALLED) break
    caps.set(config, (caps.get(config) ?? new Set()).add(cap))
  }
  const isWhole = to === contract && looked <= MOST_CALLED
  const channels = new Map<Hex, CalledChannel>()
  for (const [config, said] of caps) {
    const channel = findConfig(config)
    if (!channel) continue
    const [cap, ...others] = [...said].filter((each) => each !== '')
    const isTold = isWhole && cap !== undefined && others.length === 0
    channels.set(channelId(channel, chainId, contract), { channel, cap: isTold ? findAmount(cap) : null })
  }
  return channels
}

/** Digits of a configuration and of what its voucher allows; empty where the call has none. */
function* listCalled(input: Hex): Generator<{ readonly config: string; readonly cap: string }> {
  const words = FIELDS.length * WORD
  for (const selector of OF_CLAIMS)
    for (const place of listPlaces(input, selector))
      for (const at of listClaims(input, place + selector.length))
        yield { config: input.slice(at, at + words), cap: input.slice(at + words, at + words + WORD) }
  for (const selector of OF_ONE_CHANNEL)
    for (const place of listPlaces(input, selector)) {
      const at = place + selector.length
      yield { config: input.slice(at, at + words), cap: '' }
    }
}

/** Where the elements of the list begin that is the first argument; nothing behind a pointer to nowhere. */
function* listClaims(input: Hex, start: number): Generator<number> {
  const pointer = findLength(input, start)
  const length = pointer === undefined ? undefined : findLength(input, start + 2 * pointer)
  if (pointer === undefined || length === undefined) return
  const first = start + 2 * pointer + WORD
  for (let i = 0; i < length; i++) {
    const offset = findLength(input, first + i * WORD)
    if (offset === undefined) return
    yield first + 2 * offset
  }
}

function findLength(input: Hex, at: number): number | undefined {
  try {
    return toLength(input.slice(at, at + WORD))
  } catch {
    // A stranger may have written anything behind a selector.
    return undefined
  }
}

/** Undefined for words that are no configuration. */
function findConfig(digits: string): Channel | undefined {
  try {
    const values = READERS.map(({ name, read }, i) => [name, read(digits.slice(i * WORD, (i + 1) * WORD))])
    return Object.fromEntries(values) as Channel
  } catch {
    return undefined
  }
}

function findAmount(word: string): bigint | null {
  try {
    return readAmount(word) as bigint
  } catch {
    return null
  }
}

/** EIP-712, so that one configuration has another id on each chain. Source: x402 contracts/evm/src/x402BatchSettlement.sol. */
function channelId(channel: Channel, chainId: number, verifyingContract: Address): Hex {
  return hashTypedData({
    domain: { name: 'x402 Batch Settlement', version: '1', chainId, verifyingContract },
    types: { ChannelConfig: FIELDS },
    primaryType: 'ChannelConfig',
    message: channel,
  })
}
