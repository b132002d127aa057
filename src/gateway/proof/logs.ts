import { Unavailable } from '../../claim/errors.ts'
import type { BlockRange, LogFilter } from '../client.ts'
import type { AskOptions } from '../endpoints/ask.ts'
import type { Endpoint } from '../endpoints/endpoint.ts'
import { Question } from '../endpoints/question.ts'
import { addBeside, withoutBeside } from './beside.ts'
import { askProved } from './evidence.ts'
import { hexNumber } from './headers.ts'
import type { Integrity } from './integrity.ts'
import { askNarrower, isTooMany, toFilter } from './one-block.ts'
import { inParallel } from './parallel.ts'
import type { SaidLog } from './said-log.ts'
import { merge, readLogs } from './said-logs.ts'

/** What several endpoints are asked, by range and filter: those that answer alike are read once. */
export type Questions = Map<string, Question>

export interface LogOptions extends AskOptions {
  readonly questions?: Questions
}

/** A range in blocks that is asked at once, learned per endpoint. */
interface Span {
  blocks: number
}

const FILTERS_AT_ONCE = 4
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
  const lists = await inParallel(withoutBeside(filters), FILTERS_AT_ONCE, async (filter) => {
    const own: SaidLog[][] = []
    for (let from = range.from; from <= range.to; ) {
      const to = Math.min(range.to, from + span.blocks - 1)
      own.push(...(await askSplit(integrity, { from, to }, filter, options, span)))
      from = to + 1
    }
    return own
  })
  return addBeside(integrity, merge(lists.flat(2)), filters, options, ({ blockNumber }) => blockNumber)
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
      ([result]) =>
        question.readOnce(result, () => readLogs(result, filter, inRange, integrity.droppedRemoved)),
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
    if (!isTooMany(error)) throw error
    if (width === 1) return [await askNarrower(integrity, range.from, filter, options)]
    const middle = range.from + Math.floor(width / 2)
    span.blocks = Math.max(1, middle - range.from)
    const lower = await askSplit(integrity, { from: range.from, to: middle - 1 }, filter, options, span)
    return [...lower, ...(await askSplit(integrity, { from: middle, to: range.to }, filter, options, span))]
  }
}

function toQuestion(params: readonly unknown[], questions: Questions = new Map()): Question {
  const key = JSON.stringify(params)
  const question = questions.get(key) ?? new Question('eth_getLogs', params)
  questions.set(key, question)
  return question
}

function spanOf(owner: Endpoint | object): Span {
  const span = spans.get(owner) ?? { blocks: FIRST_SPAN }
  spans.set(owner, span)
  return span
}
