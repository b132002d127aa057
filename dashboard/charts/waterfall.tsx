import { useId } from 'react'
import { Num } from '../figures/num.tsx'
import type { Shown } from '../figures/shown.ts'
import { reasonOf } from '../text/reasons.ts'
import { ChartFrame } from './frame.tsx'
import type { Meaning } from './ink.ts'
import { fillOf, Textures } from './textures.tsx'

export interface Step {
  readonly name: string
  readonly shown: Shown
  readonly meaning: Meaning
  /** What the step does to the sum before it; `sum`: it is the sum, and its bar begins at zero. */
  readonly kind: 'adds' | 'takes' | 'sum'
}

interface Bar {
  readonly from: number
  readonly to: number
}

/** What came in, what each cost took, and what is left: one bar below the other, each from where the last one ended. */
export function Waterfall({
  title,
  unit,
  steps,
  note,
}: {
  title: string
  unit: string
  steps: readonly Step[]
  note?: string
}) {
  const id = useId()
  const bars = barsOf(steps)
  const ends = bars.flatMap((bar) => (bar ? [bar.from, bar.to] : []))
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)]
  // In per cent of the width: a stretched drawing would stretch the textures too.
  const scale = 100 / (high - low || 1)
  return (
    <ChartFrame
      title={title}
      unit={unit}
      note={note}
      table={{
        header: ['line', unit, 'why it is missing'],
        rows: steps.map(({ name, shown: { value, reason } }) => [
          name,
          value === null ? null : Number(value),
          value === null ? reasonOf(reason).long : '',
        ]),
      }}
    >
      <ul className="waterfall">
        {steps.map(({ name, shown, meaning, kind }, at) => {
          const bar = bars[at]
          return (
            <li key={name} className={kind}>
              <span className="name">
                {kind === 'takes' ? '− ' : kind === 'sum' ? '= ' : ''}
                {name}
              </span>
              <svg aria-hidden="true">
                <Textures id={`${id}${at}`} of={[meaning]} />
                <line x1={`${-low * scale}%`} x2={`${-low * scale}%`} y1={0} y2={20} stroke="var(--ink)" />
                {bar && bar.from !== bar.to && (
                  <rect
                    x={`${(Math.min(bar.from, bar.to) - low) * scale}%`}
                    y={3}
                    width={`${Math.max(0.3, Math.abs(bar.to - bar.from) * scale)}%`}
                    height={14}
                    {...fillOf(`${id}${at}`, meaning)}
                  />
                )}
              </svg>
              <Num name={name} of={shown} />
            </li>
          )
        })}
      </ul>
    </ChartFrame>
  )
}

/** Null where a value is missing, and for all that would stand on it up to the next sum that is known. */
function barsOf(steps: readonly Step[]): (Bar | null)[] {
  let at: number | null = 0
  return steps.map(({ shown, kind }) => {
    const value: number | null = shown.value === null ? null : Number(shown.value)
    const from: number | null = kind === 'sum' ? 0 : at
    at = value === null || from === null ? null : kind === 'takes' ? from - value : from + value
    return at === null || from === null ? null : { from, to: at }
  })
}
