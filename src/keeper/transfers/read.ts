import { z } from 'zod'
import { MalformedEvidence } from '../../claim/errors.ts'
import { Address, Hash32 } from '../../claim/hex.ts'
import { shownEndpoint } from '../../platform/log.ts'
import { askList, askObject } from '../endpoints.ts'

// ERC-20 Transfer(address indexed from, address indexed to, uint256 value).
const TRANSFER = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

const quantity = z
  .string()
  .regex(/^0x[0-9a-f]{1,13}$/i)
  .transform(Number)
const word = z.string().regex(/^0x[0-9a-f]{64}$/i)
const account = word
  .regex(/^0x0{24}/, 'an address in 32 bytes')
  .transform((text) => Address(`0x${text.slice(26)}`))
const TransferLog = z.object({
  address: z.string().toLowerCase(),
  topics: z.tuple([z.literal(TRANSFER), account, account]),
  data: word.transform(BigInt),
  blockNumber: quantity,
  blockHash: word.transform(Hash32),
  transactionHash: word.transform(Hash32),
  logIndex: quantity,
  /** Some endpoints say it with the log; the others are asked for the block. */
  blockTimestamp: quantity.optional(),
  removed: z.literal(false).optional(),
})
const Block = z.object({ hash: word.transform(Hash32), timestamp: quantity })

/** A transfer as an endpoint says it happened. */
export interface ReadTransfer {
  readonly block: number
  readonly blockHash: Hash32
  /** Unix seconds. */
  readonly at: number
  readonly txHash: Hash32
  readonly logIndex: number
  readonly sender: Address
  readonly receiver: Address
  readonly amount: bigint
}

export interface TransferQuestion {
  readonly token: Address
  readonly receivers: readonly Address[]
  /** Both included. */
  readonly from: number
  readonly to: number
}

/**
 * All transfers of a token to some accounts in a range of blocks, as one endpoint says. What it says is checked for being
 * an answer to the question; that nothing was left out or made up nobody proves.
 * @throws Unavailable of askList and askObject; MalformedEvidence `MALFORMED_TRANSFER_LOGS`
 */
export async function readTransfers(
  endpoint: string,
  { token, receivers, from, to }: TransferQuestion,
  signal: AbortSignal,
): Promise<readonly ReadTransfer[]> {
  const topics = [TRANSFER, null, receivers.map((each) => `0x${each.slice(2).padStart(64, '0')}`)]
  const filter = { address: token, topics, fromBlock: toQuantity(from), toBlock: toQuantity(to) }
  const answer = await askList(endpoint, 'eth_getLogs', [filter], signal)
  const parsed = z.array(TransferLog).safeParse(answer)
  if (!parsed.success) throw malformed(endpoint, z.prettifyError(parsed.error))
  const asked = new Set(receivers)
  const times = new Map<number, number>()
  const found: ReadTransfer[] = []
  for (const log of parsed.data) {
    const [, sender, receiver] = log.topics
    if (log.address !== token || !asked.has(receiver) || log.blockNumber < from || log.blockNumber > to)
      throw malformed(endpoint, `a log of ${log.transactionHash} that was not asked for`)
    const at = log.blockTimestamp ?? times.get(log.blockNumber) ?? (await readTime(endpoint, log, signal))
    times.set(log.blockNumber, at)
    found.push({
      block: log.blockNumber,
      blockHash: log.blockHash,
      at,
      txHash: log.transactionHash,
      logIndex: log.logIndex,
      sender,
      receiver,
      amount: log.data,
    })
  }
  return found
}

async function readTime(
  endpoint: string,
  { blockNumber, blockHash }: { readonly blockNumber: number; readonly blockHash: Hash32 },
  signal: AbortSignal,
): Promise<number> {
  const answer = await askObject(endpoint, 'eth_getBlockByNumber', [toQuantity(blockNumber), false], signal)
  const parsed = Block.safeParse(answer)
  if (!parsed.success || parsed.data.hash !== blockHash)
    throw malformed(endpoint, `block ${blockNumber} is not the block of its own log`)
  return parsed.data.timestamp
}

function toQuantity(number: number): string {
  return `0x${number.toString(16)}`
}

function malformed(endpoint: string, why: string): MalformedEvidence {
  return new MalformedEvidence('MALFORMED_TRANSFER_LOGS', `${shownEndpoint(endpoint)}: ${why.slice(0, 300)}`)
}
