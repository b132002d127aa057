import { readLog } from '../../chain/contents.ts'
import * as field from '../../chain/fields.ts'
import { MalformedEvidence, Unavailable } from '../../claim/errors.ts'
import type { Hash32 } from '../../claim/hex.ts'
import type { RawLog } from '../../claim/raw.ts'
import { acceptsLog } from '../../claim/source-set.ts'
import type { BlockRange, LogFilter } from '../client.ts'
import type { AskOptions } from '../endpoints/ask.ts'
import type { Endpoint } from '../endpoints/endpoint.ts'
import { Question } from '../endpoints/question.ts'
import { NoAnswer } from '../endpoints/rpc.ts'
import { askProved } from './evidence.ts'
import { hexNumber } from './headers.ts'
import type { Integrity } from './integrity.ts'

/** A log as `eth_getLogs` gives it: where it stands is said, not proved. */
export interface SaidLog extends RawLog {
  readonly blockNumber: number
  readonly blockHash: Hash32
  readonly transactionHash: Hash32
}

/** What several endpoints are asked, by range and filter: those that answer alike are read once. */
export type Questions = Map<string, Question>

export interface LogOptions extends AskOptions {
  readonly questions?: Questions
}

/** A range in blocks that is asked at once, learned per endpoint. */
interface Span {
  blocks: number
}

const FIRST_SPAN = 1_000
const MAX_SPAN = 50_000
/** Answers that took longer call for narrower ranges, quicker ones bear wider. */
const SLOW_MS = 3_000
const QUICK_MS = 500

const spans = new WeakMap<object, Span>()

/** The logs of a range that filters accept, in block and log order; ranges are split until the endpoint serves them. */
export async function askLogs(
  integrity: Integrity,
  range: BlockRange,
  filters: readonly LogFilter[],
  options: LogOptions = {},
): Promise<SaidLog[]> {
  const span = spanOf(options.only ?? integrity.gateway)
  const lists: SaidLog[][] = []
  for (const filter of filters)
    for (let from = range.from; from <= range.to; ) {
      const to = Math.min(range.to, from + span.blocks - 1)
      lists.push(...(await askSplit(integrity, { from, to }, filter, options, span)))
      from = to + 1
    }
  return merge(lists.flat())
}

/** The logs of one block by its hash. */
export async function askBlockLogs(
  integrity: Integrity,
  blockHash: Hash32,
  filters: readonly LogFilter[],
  options: LogOptions = {},
): Promise<SaidLog[]> {
  const lists: SaidLog[][] = []
  for (const filter of filters) {
    const call = { method: 'eth_getLogs', params: [{ ...toFilter(filter), blockHash }] }
    const { value } = await askProved(
      integrity,
      [call],
      null,
      ([result]) => readLogs(result, filter, (log) => log.blockHash === blockHash),
      options,
    )
    lists.push(value)
  }
  return merge(lists.flat())
}

async function askSplit(
  integrity: Integrity,
  range: BlockRange,
  filter: LogFilter,
  options: LogOptions,
  span: Span,
): Promise<SaidLog[][]> {
  const width = range.to - range.from + 1
  const params = [{ ...toFilter(filter), fromBlock: hexNumber(range.from), toBlock: hexNumber(range.to) }]
  const inRange = ({ blockNumber }: SaidLog) => blockNumber >= range.from && blockNumber <= range.to
  const started = Date.now()
  const question = toQuestion(params, options.questions)
  try {
    const { value } = await askProved(
      integrity,
      [question],
      range.from,
      ([result]) => question.readOnce(result, () => readLogs(result, filter, inRange)),
      options,
    )
    const took = Date.now() - started
    if (took > SLOW_MS) span.blocks = Math.max(1, Math.floor(width / 2))
    else if (took < QUICK_MS && width >= span.blocks) span.blocks = Math.min(MAX_SPAN, width * 2)
    return [value]
  } catch (error) {
    // Perhaps the range was too wide for the time there was: the next one is narrower.
    if (error instanceof Unavailable && Date.now() - started > SLOW_MS)
      span.blocks = Math.max(1, Math.floor(width / 2))
    if (!(error instanceof NoAnswer && error.meaning === 'too_many')) throw error
    const middle = range.from + Math.floor(width / 2)
    span.blocks = Math.max(1, middle - range.from)
    const lower = await askSplit(integrity, { from: range.from, to: middle - 1 }, filter, options, span)
    return [...lower, ...(await askSplit(integrity, { from: middle, to: range.to }, filter, options, span))]
  }
}

/**
 * Checks what can be checked of an answer by itself: each log is whole, was asked for, and stands after the last.
 * @throws MalformedEvidence `MALFORMED_RPC`, `MALFORMED_LOGS`
 */
function readLogs(result: unknown, filter: LogFilter, wasAsked: (log: SaidLog) => boolean): SaidLog[] {
  let block = -1
  let index = -1
  let last: SaidLog | undefined
  return field.toList(result, 'logs').map((each) => {
    const log = toSaidLog(field.toObject(each, 'log'), last)
    last = log
    if (!wasAsked(log) || !acceptsLog(filter, log))
      throw new MalformedEvidence(
        'MALFORMED_LOGS',
        `log ${log.logIndex} of block ${log.blockNumber} was not asked for`,
      )
    if (log.blockNumber < block || (log.blockNumber === block && log.logIndex <= index))
      throw new MalformedEvidence(
        'MALFORMED_LOGS',
        `log ${log.logIndex} of block ${log.blockNumber} is out of order`,
      )
    block = log.blockNumber
    index = log.logIndex
    return log
  })
}

// What a log shares with the one before it was checked there.
function toSaidLog(log: field.RpcObject, last: SaidLog | undefined): SaidLog {
  return {
    ...readLog(log),
    transactionIndex: field.integer(log, 'transactionIndex'),
    logIndex: field.integer(log, 'logIndex'),
    blockNumber: field.integer(log, 'blockNumber'),
    blockHash: last && log.blockHash === last.blockHash ? last.blockHash : field.hash(log, 'blockHash'),
    transactionHash:
      last && log.transactionHash === last.transactionHash
        ? last.transactionHash
        : field.hash(log, 'transactionHash'),
  }
}

function toQuestion(params: readonly unknown[], questions: Questions = new Map()): Question {
  const key = JSON.stringify(params)
  const question = questions.get(key) ?? new Question('eth_getLogs', params)
  questions.set(key, question)
  return question
}

function toFilter({ addresses, topics }: LogFilter): Record<string, unknown> {
  return { ...(addresses.length ? { address: addresses } : {}), ...(topics.length ? { topics } : {}) }
}

/** Logs of several filters, each once, in order. */
function merge(logs: SaidLog[]): SaidLog[] {
  const order = (a: SaidLog, b: SaidLog) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex
  if (logs.every((log, i) => i === 0 || order(logs[i - 1] ?? log, log) < 0)) return logs
  return logs.sort(order).filter((log, i) => i === 0 || order(logs[i - 1] ?? log, log) !== 0)
}

function spanOf(owner: Endpoint | object): Span {
  const span = spans.get(owner) ?? { blocks: FIRST_SPAN }
  spans.set(owner, span)
  return span
}
