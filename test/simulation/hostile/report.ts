import type { Row } from './main.ts'

const COLUMNS = [
  'attack',
  'asked',
  'p50 ms',
  'p99 ms',
  'most ms',
  'not 200',
  'MB',
  'holds',
  'the attack was answered',
]
const WIDTHS = [28, 6, 7, 7, 8, 8, 6, 6, 0]

export function headerText(): string {
  return line(COLUMNS)
}

/** One line of the table, and one more when the caller got something else than 200. */
export function rowText({
  attack,
  asked,
  p50,
  p99,
  most,
  failures,
  faults,
  mostMb,
  holds,
  answered,
}: Row): string {
  const missed = Object.values(failures).reduce((sum, count) => sum + count, 0)
  const statuses = new Map<number, number>()
  for (const each of Object.values(answered))
    for (const [status, count] of each) statuses.set(status, (statuses.get(status) ?? 0) + count)
  const answers = [...statuses].map(([status, count]) => `${status || 'none'}: ${count}`).join(', ')
  const cells = [asked, p50.toFixed(1), p99.toFixed(1), most.toFixed(0), missed, mostMb ?? '–']
  const why = [...Object.keys(failures), ...faults.map((line) => line.slice(0, 200))].slice(0, 3)
  return (
    line([attack, ...cells.map(String), holds ? 'yes' : 'NO', answers]) +
    (why.length ? `\n    ${why.join('; ')}` : '')
  )
}

function line(cells: readonly string[]): string {
  const isText = (at: number) => at === 0 || at === cells.length - 1
  return cells
    .map((cell, at) => (isText(at) ? cell.padEnd(WIDTHS[at] ?? 0) : cell.padStart(WIDTHS[at] ?? 0)))
    .join('  ')
}
