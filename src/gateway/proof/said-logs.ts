import * as field from '../../chain/fields.ts'
import { MalformedEvidence } from '../../claim/errors.ts'
import { acceptsLog } from '../../claim/source-set.ts'
import type { LogFilter } from '../client.ts'
import { type SaidLog, toSaidLog } from './said-log.ts'

/**
 * Checks what can be checked of an answer by itself: each log is whole and was asked for, and no two stand at one place.
 * Logs come back in the order of the chain, whatever the order of the answer; logs that the endpoint itself marks as taken
 * back (`removed`) are left out, and `dropped` hears how many.
 * @throws MalformedEvidence `MALFORMED_RPC`, `MALFORMED_LOGS`, `LOGS_COUNTED_BY_TRANSACTION`
 */
export function readLogs(
  result: unknown,
  filter: LogFilter,
  wasAsked: (log: SaidLog) => boolean,
  dropped: (count: number) => void = () => {},
): SaidLog[] {
  const logs: SaidLog[] = []
  let removed = 0
  for (const each of field.toList(result, 'logs')) {
    const given = field.toObject(each, 'log')
    if (given.removed === true) {
      removed++
      continue
    }
    const log = toSaidLog(given, logs.at(-1))
    if (!wasAsked(log) || !acceptsLog(filter, log))
      throw new MalformedEvidence(
        'MALFORMED_LOGS',
        `log ${log.logIndex} of block ${log.blockNumber} was not asked for`,
      )
    logs.push(log)
  }
  if (removed) dropped(removed)
  return inOrder(logs, (log) => {
    throw new MalformedEvidence(
      'MALFORMED_LOGS',
      `log ${log.logIndex} of block ${log.blockNumber} is given twice`,
    )
  })
}

/**
 * Logs of several filters, each once, in order.
 * @throws MalformedEvidence `LOGS_COUNTED_BY_TRANSACTION`
 */
export function merge(logs: SaidLog[]): SaidLog[] {
  return inOrder(logs, () => {})
}

/**
 * In the order of block, transaction and log. An index is the log's place in its block: two transactions cannot have the same
 * one, nor a later transaction a smaller one. `twice` hears of a log that stands where the one before it does.
 */
function inOrder(logs: SaidLog[], twice: (log: SaidLog) => void): SaidLog[] {
  // As nearly every answer is: then there is nothing to sort, and nothing to copy.
  if (logs.every((log, i) => i === 0 || follows(logs[i - 1] ?? log, log))) return logs
  const sorted = [...logs].sort(compareLogs)
  return sorted.filter((log, i) => {
    const before = sorted[i - 1]
    if (!before || before.blockNumber !== log.blockNumber) return true
    if (compareLogs(before, log) === 0) {
      twice(log)
      return false
    }
    if (before.logIndex < log.logIndex) return true
    throw new MalformedEvidence(
      'LOGS_COUNTED_BY_TRANSACTION',
      `in block ${log.blockNumber} transaction ${before.transactionIndex} has a log ${before.logIndex} and the later transaction ${log.transactionIndex} ` +
        `a log ${log.logIndex}: the endpoint starts counting logs again in each transaction, so their places in the block are not known. Use another endpoint, or the policy full, which counts them itself`,
    )
  })
}

function follows(before: SaidLog, log: SaidLog): boolean {
  if (before.blockNumber !== log.blockNumber) return before.blockNumber < log.blockNumber
  return before.transactionIndex <= log.transactionIndex && before.logIndex < log.logIndex
}

function compareLogs(a: SaidLog, b: SaidLog): number {
  return a.blockNumber - b.blockNumber || a.transactionIndex - b.transactionIndex || a.logIndex - b.logIndex
}
