import { hashTypedData } from 'viem'
import type { Address, Hash32, Hex } from '../../../../claim/hex.ts'
import type { ChainLog, EventContext } from '../../../event.ts'
import { declareCall } from '../../abi.ts'

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

/** A channel that a call speaks of, and the most that its payer's voucher allows, where there is one. */
export interface CalledChannel {
  readonly channel: Channel
  readonly cap: bigint | null
}

/** As Solidity declares it: `ChannelConfig`. */
export const CHANNEL =
  '(address payer, address payerAuthorizer, address receiver, address receiverAuthorizer, address token, uint40 withdrawDelay, bytes32 salt)'
const CLAIMS =
  `((${CHANNEL} channel, uint128 maxClaimableAmount) voucher, bytes signature, uint128 totalClaimed)[] voucherClaims` as const
const CLAIM = declareCall(`function claim(${CLAIMS})`)
const CLAIM_SIGNED = declareCall(`function claimWithSignature(${CLAIMS}, bytes authorizerSignature)`)
const MULTICALL = declareCall('function multicall(bytes[] data)')
const ONE_CHANNEL = [
  declareCall(`function deposit(${CHANNEL} config, uint128 amount, address collector, bytes collectorData)`),
  declareCall(`function refund(${CHANNEL} config, uint128 amount)`),
  declareCall(
    `function refundWithSignature(${CHANNEL} config, uint128 amount, uint256 nonce, bytes receiverAuthorizerSignature)`,
  ),
  declareCall(`function initiateWithdraw(${CHANNEL} config, uint128 amount)`),
  declareCall(`function finalizeWithdraw(${CHANNEL} config)`),
]

/**
 * The channel that a log names by its id, from the transaction's call of the same contract, if it is there. The id is a
 * hash over the whole configuration, so a call cannot speak of another channel. Source: x402 contracts/evm/src/x402BatchSettlement.sol.
 */
export function findChannel(
  log: ChainLog,
  id: Hash32 | Hex,
  { contract }: EventContext,
): CalledChannel | undefined {
  const { to, input } = log.transaction
  if (to !== log.address) return undefined
  return listCalled(input).find(({ channel }) => channelId(channel, contract.chain, log.address) === id)
}

/** EIP-712, so that one configuration has another id on each chain. Source: x402 contracts/evm/src/x402BatchSettlement.sol. */
function channelId(channel: Channel, chainId: number, verifyingContract: Address): Hex {
  return hashTypedData({
    domain: { name: 'x402 Batch Settlement', version: '1', chainId, verifyingContract },
    types: {
      ChannelConfig: [
        { name: 'payer', type: 'address' },
        { name: 'payerAuthorizer', type: 'address' },
        { name: 'receiver', type: 'address' },
        { name: 'receiverAuthorizer', type: 'address' },
        { name: 'token', type: 'address' },
        { name: 'withdrawDelay', type: 'uint40' },
        { name: 'salt', type: 'bytes32' },
      ],
    },
    primaryType: 'ChannelConfig',
    message: channel,
  })
}

/** Addresses of a tuple come in checksum case from the ABI decoder. */
export function lowered<T extends Hex>(address: T): T {
  return address.toLowerCase() as T
}

function listCalled(input: Hex): readonly CalledChannel[] {
  const inner = MULTICALL.find(input)?.data ?? [input]
  return inner.flatMap((each): readonly CalledChannel[] => {
    const claims = (CLAIM.find(each) ?? CLAIM_SIGNED.find(each))?.voucherClaims
    if (claims)
      return claims.map(({ voucher }) => ({ channel: voucher.channel, cap: voucher.maxClaimableAmount }))
    const config = ONE_CHANNEL.map((call) => call.find(each)).find((found) => found !== undefined)?.config
    return config ? [{ channel: config, cap: null }] : []
  })
}
