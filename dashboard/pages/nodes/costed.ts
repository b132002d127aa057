import { useMemo } from 'react'
import { useNetwork } from '../../app/network.tsx'
import type { NodesCostedQuery } from '../../data/generated/graphql.ts'
import { useAnswered } from '../../data/use-answer.ts'
import { costFrom, useCostSearch } from '../../figures/cost-choice.tsx'
import { usePayers } from '../../figures/payers.tsx'
import { type Shown, shownOf } from '../../figures/shown.ts'
import { useWindow } from '../../figures/window.ts'
import { COSTED } from './questions.ts'
import type { NodeRow } from './rows.ts'

/** As many nodes as their costs are asked for: each is a question of its own, and a simulation if its payback is wanted. */
export const MOST_COSTED = 25

/** How far the simulation goes. */
export const HORIZON_MONTHS = 60

/**
 * The rows with what is left after costs and the months until that has paid for the machine, where those columns are shown: of the
 * rows with the highest gross income, on the usual machine of their roles or on the one in the address.
 */
export function useCosted(
  rows: readonly NodeRow[],
  columns: ReadonlySet<string>,
  money: string | null,
): readonly NodeRow[] {
  const { network } = useNetwork()
  const { days, to } = useWindow()
  const search = useCostSearch()
  const payers = usePayers()
  const simulated = columns.has('payback')
  const any = simulated || columns.has('netCash')
  const asked = useMemo(() => (any ? highest(rows) : []), [rows, any])
  const answers = useAnswered(
    COSTED,
    asked.map((row) => ({
      network: network.network,
      id: idOf(row),
      days,
      to,
      payers,
      cost: costFrom(search, row.role).cost,
      // What is left of a month needs no simulation: then it is left as small as it may be.
      ...(simulated ? { paths: 1000, months: HORIZON_MONTHS } : { paths: 100, months: 1 }),
    })),
  )
  return useMemo(() => {
    if (asked.length === 0) return rows
    const found = new Map(asked.map((row, at) => [row.id, answers[at]]))
    return rows.map((row) => (found.has(row.id) ? withCosts(row, found.get(row.id), money) : row))
  }, [rows, asked, answers, money])
}

const idOf = (row: NodeRow) => row.id.replace(/@.*$/, '')

const highest = (rows: readonly NodeRow[]) => {
  const gross = (row: NodeRow) => Number(row.figures.gross.value ?? -1)
  return [...rows].sort((a, b) => gross(b) - gross(a)).slice(0, MOST_COSTED)
}

function withCosts(
  row: NodeRow,
  costed: { readonly data: NodesCostedQuery | undefined; readonly failed: string | null } | undefined,
  money: string | null,
): NodeRow {
  const { data, failed = null } = costed ?? {}
  const open = (unit: string, reason: string): Shown => ({
    ...row.figures.gross,
    value: null,
    reason: failed ?? (data ? reason : 'ASKED'),
    unit,
  })
  const payback = data?.payback.find((each) => each.class === money)
  const answer = payback && {
    sentence: payback.sentence,
    assumed: payback.assumed,
    references: payback.references,
  }
  const part = (shown: Shown): Shown => ({ ...shown, ...(answer && { answer }) })
  return {
    ...row,
    netCash: payback ? part(shownOf(payback.netCashPerMonth)) : open('USD', 'NOT_OBSERVED'),
    payback: part(
      payback?.machine
        ? shownOf(payback.machine.months)
        : open('months', payback?.missing[0]?.reason ?? 'INSUFFICIENT_DATA'),
    ),
  }
}
