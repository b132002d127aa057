import { sayFigure, toPercent } from '../economics/answer/sentence.ts'
import type { Distribution, Figure, PaybackAnswer } from './answer.ts'
import { toBars, toTable } from './bars.ts'

/** One answer for the terminal: its sentence, chart, numbers, what they stand on, and as of which blocks. */
export function toReport(found: PaybackAnswer): string {
  return [
    `${found.sentence}\n`,
    ...charts(found),
    `Numbers\n${toTable(numbers(found))}`,
    ...sayAssumed(found.assumed),
    ...references(found),
    standing(found),
  ].join('\n')
}

function charts({ machine, cash, horizonMonths }: PaybackAnswer): string[] {
  const chart = (title: string, found: Distribution | null) =>
    found ? [`${title}, share of the futures\n${toBars(steps(found, horizonMonths))}`] : []
  return [...chart('Machine paid back within', machine), ...chart('Machine and stake paid back within', cash)]
}

function steps({ within12, within24, within36, never }: Distribution, horizon: number) {
  const all = [
    { month: 12, share: within12 },
    { month: 24, share: within24 },
    { month: 36, share: within36 },
    { month: horizon, share: String(1 - Number(never)) },
  ]
  return all
    .filter(({ month }, at) => month < horizon || at === 3)
    .map(({ month, share }) => ({ label: `${month} months`, share }))
}

function numbers(found: PaybackAnswer): string[][] {
  const { sample, machine, cash, breakEven, rentedOut, nodes } = found
  const row = (name: string, figure: Figure) => [name, sayFigure(figure), figure.methodVersion]
  const months = (name: string, given: Distribution | null) =>
    given
      ? [
          [
            `${name}, p5 p50 p95`,
            [given.months.quantiles?.p5, given.months.quantiles?.p50, given.months.quantiles?.p95]
              .map((each) => each ?? 'beyond')
              .join(' '),
            given.months.methodVersion,
          ],
        ]
      : []
  return [
    row('net cash per month', found.netCashPerMonth),
    ...(found.entry
      ? [row(`net cash per month as one more than ${found.entry.nodes}`, found.entry.netCashPerMonth)]
      : []),
    row('margin per request', found.marginPerRequest),
    ...months('months, machine', machine),
    ...months('months, machine and stake', cash),
    row('break-even months', breakEven.months),
    row('break-even price of the token', breakEven.tokenPrice),
    row('break-even requests', breakEven.requestsPerDay),
    ...(rentedOut
      ? [
          row('rented out, net per month', rentedOut.net),
          row('serving over renting out', rentedOut.advantage),
        ]
      : []),
    ...found.exitAt.map(({ month, covers, p50 }) => [
      `leaving at month ${month} covers`,
      `${toPercent(covers)} of futures; half bring ${p50} USD or less`,
      '',
    ]),
    ...(nodes
      ? [
          [
            'nodes that would have paid back',
            `machine ${nodes.machine}, machine and stake ${nodes.cash}, of ${nodes.nodes}`,
            '',
          ],
        ]
      : []),
    ...(sample
      ? [
          ['stands on', `${sample.nodes} nodes, ${sample.nodeDays} node-days, ${sample.days} days`, ''],
          [
            'stake',
            sample.stake === null ? 'not known' : `${sample.stake} ${sample.stakeToken ?? ''}`.trim(),
            sample.stakeBasis,
          ],
        ]
      : []),
  ]
}

function references({ references: rows, rentedOut }: PaybackAnswer): string[] {
  const shown = rows.map((each) => [
    each.rowId,
    `${each.value} ${each.unit}`,
    each.basis ?? '',
    each.asOf,
    each.confidence,
    toMark(each.stale),
    [
      each.source,
      ...(each.author ? [`set by ${each.author}`] : []),
      ...(each.address ? [each.address] : []),
    ].join('; '),
  ])
  if (rentedOut)
    shown.push([
      'rental price',
      'as in rented out',
      '',
      rentedOut.asOf,
      '',
      toMark(rentedOut.stale),
      rentedOut.source,
    ])
  return shown.length > 0 ? [`From the catalogue\n${toTable(shown)}`] : []
}

/** What stands in place of inputs that nobody gave; nothing where there are none. */
export function sayAssumed(inputs: PaybackAnswer['assumed']): string[] {
  if (inputs.length === 0) return []
  const rows = inputs.map(({ input, value, asOf, stale, source, note }) => [
    input,
    value,
    asOf,
    toMark(stale),
    source,
    note,
  ])
  return [`Assumed, for want of better\n${toTable(rows)}`]
}

function toMark(stale: boolean): string {
  return stale ? 'stale' : ''
}

function standing({ netCashPerMonth, paths, seed }: PaybackAnswer): string {
  return `${standingOf(netCashPerMonth)}; ${paths} futures, seed ${seed}. How to read it: docs/methodology/reading.md.\n`
}

/** As of which blocks a figure is, of which time, and whether it may still change. */
export function sayStanding(figure: Figure): string {
  return `${standingOf(figure)}.\n`
}

function standingOf({ window, asOf, finality, class: money }: Figure): string {
  const blocks = asOf.map(({ chainId, number, hash }) => `block ${number} of chain ${chainId} (${hash})`)
  const when = window ? `history from ${window.from} to ${window.to}, ` : ''
  return `As of ${blocks.join(', ') || 'no block'}: ${when}${money} money, ${finality}`
}
