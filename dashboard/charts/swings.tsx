import { useId } from 'react'
import { withUnit } from '../figures/format.ts'
import { ChartFrame } from './frame.tsx'
import { fillOf, Textures } from './textures.tsx'

export interface Swing {
  readonly name: string
  readonly low: string
  readonly high: string
}

/** What each driver alone does to a result: a bar from its low point to its high one, all on one scale, with the line of nothing gained or lost. */
export function Swings({ title, unit, swings }: { title: string; unit: string; swings: readonly Swing[] }) {
  const id = useId()
  const values = swings.flatMap((each) => [Number(each.low), Number(each.high)])
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  const place = (at: number) => ((at - low) / (high - low || 1)) * 1000
  return (
    <ChartFrame
      title={title}
      unit={unit}
      table={{
        header: ['driver', 'at its 10 % point', 'at its 90 % point'],
        rows: swings.map((each) => [each.name, Number(each.low), Number(each.high)]),
      }}
    >
      <ul className="swings">
        {swings.map((each) => {
          const [a, b] = [place(Number(each.low)), place(Number(each.high))].sort((c, d) => c - d) as [
            number,
            number,
          ]
          return (
            <li key={each.name}>
              <b>{each.name}</b>
              <svg
                viewBox="0 0 1000 20"
                preserveAspectRatio="none"
                role="img"
                aria-label={`${each.name}: ${each.low} to ${each.high} ${unit}`}
              >
                <Textures id={`${id}${each.name.replaceAll(' ', '-')}`} of={['cost']} />
                <line x1={place(0)} x2={place(0)} y1={0} y2={20} className="zero" />
                <rect
                  x={a}
                  width={Math.max(4, b - a)}
                  y={4}
                  height={12}
                  {...fillOf(`${id}${each.name.replaceAll(' ', '-')}`, 'cost')}
                />
              </svg>
              <span>
                {withUnit(each.low, 'USD')} to {withUnit(each.high, 'USD')}
              </span>
            </li>
          )
        })}
      </ul>
      <p className="reading note">The upright line is where nothing is gained and nothing lost.</p>
    </ChartFrame>
  )
}
