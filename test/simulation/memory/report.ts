import type { MemoryRow, MemoryRun } from './main.ts'
import { type Course, FLAT_SHARE, WARM_UP } from './slope.ts'

const COLUMNS = ['process', 'first MB', 'median', 'last', 'MB an hour', '5 to 95 %', 'in use, MB an hour', '']
const WIDTHS = [16, 9, 8, 8, 11, 16, 24, 0]

/** The table of a run, with what the words in it mean. */
export function renderMemory({ rows, traffic }: MemoryRun): string {
  const { hours, blocks, reorgs, behind, mostBehind, asked, heads, refused, failed } = traffic
  const counts = (of: Readonly<Record<string, number>>) =>
    Object.entries(of)
      .map(([what, count]) => `${what} ${count}`)
      .join(', ') || 'none'
  return [
    `${hours.toFixed(2)} hours, ${blocks} blocks, ${reorgs} reorgs, ${asked} questions, ${heads} heads told live`,
    `the index was ${mostBehind} blocks behind the chain at most, ${behind} at the end${isFollowing(traffic) ? '' : ': it did not follow, so its memory tells nothing'}`,
    `answers with a code: ${counts(refused)}; no answer: ${counts(failed)}`,
    '',
    line(COLUMNS),
    ...rows.map((row) => line(cellsOf(row))),
    '',
    `Memory that a process and its children have for themselves after its garbage was collected, without files and shared memory. In use: on`,
    `the heap of Node and beside it. Medians and slopes leave out the first`,
    `${WARM_UP * 100} % of the time. flat: even the 95 % point of the slope is at most ${FLAT_SHARE * 100} % of the median an hour; grows: even the 5 % point is above 0;`,
    'undecided: the interval allows both.',
  ].join('\n')
}

/** An index that does not follow its chain needs no memory for it. */
const MOST_BEHIND = 60

/** Whether the index was where the chain was at the end of the run. */
export function isFollowing({ behind }: MemoryRun['traffic']): boolean {
  return behind <= MOST_BEHIND
}

function cellsOf({ process, own, used, judgement }: MemoryRow): string[] {
  const { firstMb, medianMb, lastMb, slope } = own
  const sizes = [firstMb, medianMb, lastMb].map((mb) => mb.toFixed(0))
  return [process, ...sizes, slope ? signed(slope.perHour) : '–', range(slope), inUse(used), judgement]
}

function inUse(used: Course | null): string {
  return used?.slope ? `${signed(used.slope.perHour)} (${range(used.slope)})` : '–'
}

const range = (slope: Course['slope']) => (slope ? `${signed(slope.from)} to ${signed(slope.to)}` : '–')

const signed = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(1)}`

function line(cells: readonly string[]): string {
  const last = cells.length - 1
  return cells
    .map((cell, at) =>
      at === 0 || at === last ? cell.padEnd(WIDTHS[at] ?? 0) : cell.padStart(WIDTHS[at] ?? 0),
    )
    .join('  ')
    .trimEnd()
}
