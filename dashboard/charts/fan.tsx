import { useId } from 'react'
import { abbreviate } from '../figures/format.ts'
import { ChartFrame } from './frame.tsx'
import { fillOf, Textures } from './textures.tsx'
import { ticksOf, useWidth } from './width.ts'

export interface FanPoint {
  readonly x: number
  readonly low: number
  readonly middle: number
  readonly high: number
}

const HEIGHT = 240
const LEFT = 56
const RIGHT = 12
const TOP = 12
const BOTTOM = 28

/** What may come: the middle as a line, nine of ten outcomes as a band around it, and the line of nothing gained or lost. */
export function Fan({
  title,
  unit,
  xName,
  points,
  note,
}: {
  title: string
  unit: string
  xName: string
  points: readonly FanPoint[]
  note?: string
}) {
  const id = useId()
  const [box, width] = useWidth()
  const xs = points.map((each) => each.x)
  const [from, to] = [Math.min(...xs), Math.max(...xs)]
  const low = Math.min(0, ...points.map((each) => each.low))
  const high = Math.max(0, ...points.map((each) => each.high))
  const x = (at: number) => LEFT + ((at - from) / (to - from || 1)) * (width - LEFT - RIGHT)
  const y = (at: number) => TOP + ((high - at) / (high - low || 1)) * (HEIGHT - TOP - BOTTOM)
  const line = (pick: (point: FanPoint) => number) => points.map((each) => `${x(each.x)} ${y(pick(each))}`)
  const band = [...line((each) => each.high), ...line((each) => each.low).reverse()].join('L')
  return (
    <ChartFrame
      title={title}
      unit={unit}
      note={note}
      table={{
        header: [xName, '5 % bring no more', 'half bring no more', '95 % bring no more'],
        rows: points.map((each) => [String(each.x), each.low, each.middle, each.high]),
      }}
    >
      <div ref={box} className="drawing">
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={`${title}: ${points
            .map((each) => `${xName} ${each.x}: ${abbreviate(String(each.middle))}`)
            .join(', ')}`}
        >
          <Textures id={id} of={['undecided']} />
          {ticksOf(low, high).map((tick) => (
            <g key={tick}>
              <line className="grid" x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} />
              <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
                {abbreviate(String(tick))}
              </text>
            </g>
          ))}
          <path d={`M${band}Z`} {...fillOf(id, 'undecided')} fillOpacity={0.7} />
          <path d={`M${line((each) => each.middle).join('L')}`} className="middle" />
          <line className="zero" x1={LEFT} x2={width - RIGHT} y1={y(0)} y2={y(0)} />
          {points.map((each) => (
            <text key={each.x} x={x(each.x)} y={HEIGHT - 8} textAnchor={each.x === to ? 'end' : 'middle'}>
              {each.x}
            </text>
          ))}
        </svg>
      </div>
      <p className="reading">
        <span className="key middle">half of the outcomes</span>
        <span className="key undecided">9 of 10 outcomes lie in the band</span>
        {xName} along the bottom
      </p>
    </ChartFrame>
  )
}
