import { readFileSync } from 'node:fs'
import type { Abi, Hex } from 'viem'
import {
  encodeAbiParameters,
  encodeErrorResult,
  encodeEventTopics,
  encodeFunctionData,
  keccak256,
  toHex,
} from 'viem/utils'
import type { Emitted, Happened } from './contract.ts'
import { CHAIN, COIN, COLLATERAL, digestOn, MARKET, type TestRequest } from './requests.ts'

const FILE = new URL('../../../networks/boundless/abi/BoundlessMarket.mainnet-v1.json', import.meta.url)
const ABI = JSON.parse(readFileSync(FILE, 'utf8')) as Abi

export interface Recording {
  readonly chainId: number
  readonly contracts?: { market?: Hex; collateral?: Hex; token?: Hex }
  readonly logs: readonly object[]
  readonly txs: readonly object[]
}

const receipt = { seal: '0x', callbacks: [], selectors: [], prover: COIN }
const toFill = (request: TestRequest, chain: number) => ({
  id: request.id,
  requestDigest: digestOn(chain, request),
  claimDigest: keccak256(toHex(request.id)),
  fulfillmentDataType: 0,
  fulfillmentData: '0x',
  seal: '0x00000000',
})

/** What happened, as anybody's recorder writes it down: one transaction a block. */
export function toRecording(happened: readonly Happened[], firstBlock = 1): Recording {
  const logs: object[] = []
  const txs: object[] = []
  for (const [index, each] of happened.entries()) {
    const blockNumber = firstBlock + index
    const timestamp = Number(each.at)
    const transactionHash = keccak256(toHex(`transaction ${index}`))
    const { to, input } = toCall(each)
    txs.push({
      hash: transactionHash,
      from: each.from,
      to,
      value: each.value.toString(),
      input,
      blockNumber,
      timestamp,
    })
    for (const [logIndex, log] of each.logs.entries())
      logs.push({
        blockNumber,
        timestamp,
        txIndex: 0,
        logIndex,
        address: MARKET,
        ...encode(log),
        transactionHash,
      })
  }
  return { chainId: CHAIN, contracts: { market: MARKET, collateral: COLLATERAL }, logs, txs }
}

/** The call that made something happen. */
export function toCall(
  { priced, logs, way }: Pick<Happened, 'priced' | 'logs' | 'way'>,
  chain = CHAIN,
): { to: Hex; input: Hex } {
  const fills = logs.flatMap((log) => (log.event === 'ProofDelivered' ? [toFill(log.request, chain)] : []))
  if (fills.length === 0 && priced.length === 0) return { to: MARKET, input: '0x' }
  const call = priced.length
    ? encodeFunctionData({
        abi: ABI,
        functionName: 'priceAndFulfill',
        args: [priced, priced.map(() => '0x'), fills, receipt],
      })
    : encodeFunctionData({ abi: ABI, functionName: 'fulfill', args: [fills, receipt] })
  if (way === 'direct') return { to: MARKET, input: call }
  // Of a smart account: the call stands in the input, behind words of its own; or as a hash alone, which tells nobody.
  const inner = way === 'nested' ? call : keccak256(call)
  const words = encodeAbiParameters(
    [{ type: 'address' }, { type: 'uint256' }, { type: 'bytes' }],
    [MARKET, 0n, inner],
  )
  return { to: `0x${'ac'.repeat(20)}`, input: `0xb61d27f6${words.slice(2)}` }
}

/** A log as the market's contract encodes it. */
export function encode(log: Emitted, chain = CHAIN): { topics: Hex[]; data: Hex } {
  const args = argumentsOf(log, chain)
  const topics = encodeEventTopics({ abi: ABI, eventName: log.event, args }) as Hex[]
  const item = ABI.find((each) => each.type === 'event' && each.name === log.event)
  if (item?.type !== 'event') throw new TypeError(`no event ${log.event}`)
  const plain = item.inputs.filter((each) => !each.indexed)
  return { topics, data: encodeAbiParameters(plain, plain.map(({ name }) => args[name ?? '']) as never) }
}

function argumentsOf(log: Emitted, chain: number): Record<string, unknown> {
  switch (log.event) {
    case 'RequestSubmitted':
      return { requestId: log.request.id, request: log.request, clientSignature: '0x1234' }
    case 'RequestLocked':
      return {
        requestId: log.request.id,
        prover: log.prover,
        request: log.request,
        clientSignature: '0x1234',
      }
    case 'RequestFulfilled':
      return { requestId: log.request.id, prover: log.prover, requestDigest: digestOn(chain, log.request) }
    case 'ProofDelivered':
      return { requestId: log.request.id, prover: log.prover, fulfillment: toFill(log.request, chain) }
    case 'PaymentRequirementsFailed':
      return { error: encodeError(log.error) }
    case 'ProverSlashed':
      return {
        requestId: log.id,
        collateralBurned: log.burned,
        collateralTransferred: log.transferred,
        collateralRecipient: log.recipient,
      }
    default:
      return { account: log.account, value: log.value }
  }
}

/** As mainnet-v1 does it: RequestIsExpired has the selector of two words, and one word behind it. */
function encodeError({ name, args }: { name: string; args: readonly (bigint | Hex)[] }): Hex {
  if (name !== 'RequestIsExpired')
    return encodeErrorResult({ abi: ABI, errorName: name, args: args as never })
  return `0x873fd26b${(args[0] as bigint).toString(16).padStart(64, '0')}`
}
