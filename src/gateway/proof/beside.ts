import { acceptsLog } from '../../claim/source-set.ts'
import type { LogFilter } from '../client.ts'
import type { AskOptions } from '../endpoints/ask.ts'
import type { Integrity } from './integrity.ts'
import { askBlockLogs, type BlockName } from './one-block.ts'
import { inParallel } from './parallel.ts'
import type { SaidLog } from './said-log.ts'
import { merge } from './said-logs.ts'

const QUESTIONS_AT_ONCE = 8

/**
 * These logs, which filters without `beside` gave, and those that stand in their transactions and that the filters with
 * `beside` ask for. One question per block that holds such a transaction: no endpoint can be asked for them across blocks
 * without all the others of their contract.
 */
export async function addBeside(
  integrity: Integrity,
  logs: readonly SaidLog[],
  filters: readonly LogFilter[],
  options: AskOptions,
  nameOf: (log: SaidLog) => BlockName,
): Promise<SaidLog[]> {
  const found: SaidLog[] = [...logs]
  for (const { beside, ...filter } of filters) {
    if (!beside) continue
    const holders = Map.groupBy(
      logs.filter((log) => acceptsLog(beside, log)),
      nameOf,
    )
    const more = await inParallel([...holders], QUESTIONS_AT_ONCE, async ([block, own]) => {
      const said = await askBlockLogs(integrity, block, [filter], options)
      const transactions = new Set(own.map((log) => log.transactionIndex))
      return said.filter((log) => transactions.has(log.transactionIndex))
    })
    found.push(...more.flat())
  }
  return merge(found)
}

/** The filters that can be asked for by themselves. */
export function withoutBeside(filters: readonly LogFilter[]): LogFilter[] {
  return filters.filter(({ beside }) => !beside)
}
