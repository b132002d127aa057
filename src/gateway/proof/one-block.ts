import * as field from '../../chain/fields.ts'
import { Unavailable } from '../../claim/errors.ts'
import type { Hash32 } from '../../claim/hex.ts'
import { acceptsLog } from '../../claim/source-set.ts'
import type { LogFilter } from '../client.ts'
import type { AskOptions } from '../endpoints/ask.ts'
import { NoAnswer } from '../endpoints/rpc.ts'
import { askProved } from './evidence.ts'
import { halvesOf } from './halves.ts'
import { hexNumber } from './headers.ts'
import type { Integrity } from './integrity.ts'
import { type SaidLog, toSaidLog } from './said-log.ts'
import { merge, readLogs } from './said-logs.ts'

/** A block by its hash, or by its number where the chain is final. */
export type BlockName = Hash32 | number

/** The parameter of `eth_getLogs` for a filter, without the blocks. */
export function toFilter({ addresses, topics }: LogFilter): Record<string, unknown> {
  return { ...(addresses.length ? { address: addresses } : {}), ...(topics.length ? { topics } : {}) }
}

/**
 * The logs of one block that filters accept.
 * @throws Unavailable `BLOCK_OVER_LIMIT` when the block has more of them than endpoints give, however it is asked
 */
export async function askBlockLogs(
  integrity: Integrity,
  block: BlockName,
  filters: readonly LogFilter[],
  options: AskOptions = {},
): Promise<SaidLog[]> {
  const lists: SaidLog[][] = []
  for (const filter of filters) lists.push(await askFiltered(integrity, block, filter, options))
  return merge(lists.flat())
}

async function askFiltered(
  integrity: Integrity,
  block: BlockName,
  filter: LogFilter,
  options: AskOptions,
): Promise<SaidLog[]> {
  const place =
    typeof block === 'number'
      ? { fromBlock: hexNumber(block), toBlock: hexNumber(block) }
      : { blockHash: block }
  const call = { method: 'eth_getLogs', params: [{ ...toFilter(filter), ...place }] }
  const read = ([result]: readonly unknown[]) =>
    readLogs(result, filter, isOf(block), integrity.droppedRemoved)
  try {
    return (await askProved(integrity, [call], numberOf(block), read, options)).value
  } catch (error) {
    if (!isTooMany(error)) throw error
    return askNarrower(integrity, block, filter, options)
  }
}

/**
 * The same of one filter, for a block that is known to have more logs than an endpoint gives at once: by fewer addresses, by fewer topics, and
 * at last from all its receipts.
 * @throws Unavailable `BLOCK_OVER_LIMIT`
 */
export async function askNarrower(
  integrity: Integrity,
  block: BlockName,
  filter: LogFilter,
  options: AskOptions,
): Promise<SaidLog[]> {
  const halves = halvesOf(filter)
  if (!halves) return askReceipts(integrity, block, filter, options)
  return askBlockLogs(integrity, block, halves, options)
}

async function askReceipts(
  integrity: Integrity,
  block: BlockName,
  filter: LogFilter,
  options: AskOptions,
): Promise<SaidLog[]> {
  const name = typeof block === 'number' ? hexNumber(block) : block
  const call = { method: 'eth_getBlockReceipts', params: [name] }
  const read = ([receipts]: readonly unknown[]) =>
    merge(
      field
        .toList(receipts, 'receipts')
        .flatMap((each) => field.toList(field.toObject(each, 'receipt').logs, 'logs'))
        .map((log) => toSaidLog(field.toObject(log, 'log'), undefined))
        .filter((log) => isOf(block)(log) && acceptsLog(filter, log)),
    )
  try {
    return (await askProved(integrity, [call], numberOf(block), read, options)).value
  } catch (error) {
    const isUnserved = error instanceof Unavailable && error.code === 'UNAVAILABLE_METHOD'
    if (!isUnserved && !isTooMany(error)) throw error
    throw new Unavailable(
      'BLOCK_OVER_LIMIT',
      `block ${block} alone has more logs of ours than ${options.only?.name ?? 'the endpoints'} will give, and its receipts are not served: ` +
        'raise the limit of the endpoint, or add one that serves eth_getBlockReceipts',
      { cause: error },
    )
  }
}

export function isTooMany(error: unknown): boolean {
  return error instanceof NoAnswer && error.meaning === 'too_many'
}

function isOf(block: BlockName): (log: SaidLog) => boolean {
  return (log) => (typeof block === 'number' ? log.blockNumber : log.blockHash) === block
}

function numberOf(block: BlockName): number | null {
  return typeof block === 'number' ? block : null
}
