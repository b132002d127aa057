import { useId } from 'react'
import { day, duration } from '../figures/format.ts'
import { ChartFrame } from './frame.tsx'
import type { Meaning } from './ink.ts'
import { fillOf, Textures } from './textures.tsx'

export type Beat = 'up' | 'down' | 'unknown'

export interface Span {
  readonly state: Beat
  /** Seconds since 1970. */
  readonly from: number
  readonly to: number
  readonly why: string
}

const MEANINGS: Readonly<Record<Beat, Meaning>> = { up: 'verified', down: 'rejected', unknown: 'unknown' }

/** A stretch of time in three textures: up, down, and what nobody can know. */
export function Strip({
  title,
  unit,
  spans,
  note,
}: {
  title: string
  unit: string
  spans: readonly Span[]
  note?: string
}) {
  const id = useId()
  const [first, last] = [spans[0], spans.at(-1)]
  if (!first || !last) return null
  const scale = 100 / Math.max(1, last.to - first.from)
  const sums = sumsOf(spans)
  const words = sums.map(([state, seconds]) => `${state} ${duration(seconds)}`).join(', ')
  return (
    <ChartFrame
      title={title}
      unit={unit}
      note={note}
      table={{
        header: ['from (UTC)', 'up to', 'state', 'why', 'seconds'],
        rows: spans.map(({ state, from, to, why }) => [timeOf(from), timeOf(to), state, why, to - from]),
      }}
    >
      <svg className="strip" role="img" aria-label={`${title}: ${words}`}>
        <Textures id={id} of={Object.values(MEANINGS)} />
        {spans.map(({ state, from, to, why }) => (
          <rect
            key={from}
            x={`${(from - first.from) * scale}%`}
            y={state === 'up' ? 1 : 6}
            width={`${Math.max(0.1, (to - from) * scale)}%`}
            height={state === 'up' ? 30 : 20}
            {...fillOf(id, MEANINGS[state])}
            strokeWidth={0.5}
          >
            <title>{`${state}: ${why}, ${timeOf(from)} to ${timeOf(to)}`}</title>
          </rect>
        ))}
      </svg>
      <p className="ends">
        <span>{day(timeOf(first.from))}</span>
        <span>{day(timeOf(last.to))}</span>
      </p>
      <p className="reading">
        {sums.map(([state, seconds]) => (
          <span key={state} className={`key ${MEANINGS[state]}`}>
            {state} <b title={`${seconds} seconds`}>{duration(seconds)}</b>
          </span>
        ))}
      </p>
    </ChartFrame>
  )
}

const timeOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')

function sumsOf(spans: readonly Span[]): [Beat, number][] {
  return (['up', 'down', 'unknown'] as const).map((state) => [
    state,
    spans.filter((each) => each.state === state).reduce((sum, { from, to }) => sum + to - from, 0),
  ])
}
