import type { Distribution, Figure, PaybackAnswer } from './answer.ts'
import { toBars, toPercent, toTable } from './bars.ts'
import type { AskedPayback } from './question.ts'
import { sayFigure, toSentence } from './sentence.ts'

/** One answer for the terminal: its sentence, chart, numbers, what they stand on, and as of which blocks. */
export function toReport(found: PaybackAnswer, asked: AskedPayback, network: string): string {
  return [
    `${toSentence(found, asked, network)}\n`,
    ...charts(found),
    `Numbers\n${toTable(numbers(found))}`,
    `Assumed, for want of better\n${toTable(asked.assumed.map(({ input, value, source, asOf, note }) => [input, value, asOf ?? '', source, note]))}`,
    ...references(found, asked),
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

function references({ assumptions, rentedOut }: PaybackAnswer, { rows: here }: AskedPayback): string[] {
  const mark = (stale: boolean) => (stale ? 'stale' : '')
  const rows = (assumptions?.references ?? here).map((each) => [
    each.id,
    `${each.value} ${each.unit}`,
    each.asOf,
    each.confidence,
    mark(each.stale),
    each.source,
  ])
  if (rentedOut)
    rows.push([
      'rental price',
      'as in rented out',
      rentedOut.asOf,
      '',
      mark(rentedOut.stale),
      rentedOut.source,
    ])
  return rows.length > 0
    ? [`${assumptions ? 'From the catalogue' : 'The catalogue here says of the machine'}\n${toTable(rows)}`]
    : []
}

function standing({ netCashPerMonth, paths, seed }: PaybackAnswer): string {
  const { window, asOf, finality, class: money } = netCashPerMonth
  const blocks = asOf.map(({ chainId, number, hash }) => `block ${number} of chain ${chainId} (${hash})`)
  const when = window ? `history from ${window.from} to ${window.to}, ` : ''
  return `As of ${blocks.join(', ') || 'no block'}: ${when}${money} money, ${finality}; ${paths} futures, seed ${seed}. How to read it: docs/methodology/reading.md.\n`
}
