import { abbreviate, percent } from '../figures/format.ts'
import { ChartFrame } from './frame.tsx'
import { ticksOf, useWidth } from './width.ts'

interface StepPoint {
  readonly x: number
  /** 0 to 1, from here on. */
  readonly share: number
  /** Standard error, where one is known. */
  readonly error?: number
}

export interface StepSeries {
  readonly name: string
  /** Telling lines apart without colour. */
  readonly dash?: string
  readonly start: number
  readonly points: readonly StepPoint[]
}

const HEIGHT = 220
const LEFT = 48
const RIGHT = 12
const TOP = 12
const BOTTOM = 28

/** Shares that change by steps, from 0 to 100 %, with their standard error as a thin band. */
export function Steps({
  title,
  unit,
  xName,
  until,
  series,
  note,
}: {
  title: string
  unit: string
  xName: string
  until: number
  series: readonly StepSeries[]
  note?: string
}) {
  const [box, width] = useWidth()
  const x = (at: number) => LEFT + (at / (until || 1)) * (width - LEFT - RIGHT)
  const y = (share: number) => TOP + (1 - share) * (HEIGHT - TOP - BOTTOM)
  return (
    <ChartFrame
      title={title}
      unit={unit}
      note={note}
      table={{
        header: [xName, 'what', 'share', 'standard error'],
        rows: series.flatMap((each) =>
          each.points.map((point) => [String(point.x), each.name, point.share, point.error ?? null]),
        ),
      }}
    >
      <div ref={box} className="drawing">
        <svg width={width} height={HEIGHT} role="img" aria-label={`${title}. ${series.map(say).join('. ')}`}>
          {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
            <g key={tick}>
              <line className="grid" x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} />
              <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
                {percent(String(tick))}
              </text>
            </g>
          ))}
          {ticksOf(0, until).map((tick) => (
            <text key={tick} x={x(tick)} y={HEIGHT - 8} textAnchor="middle">
              {abbreviate(String(tick))}
            </text>
          ))}
          {series.map((each) => (
            <g key={each.name}>
              {each.points.map((point, at) =>
                point.error ? (
                  <rect
                    key={point.x}
                    className="error"
                    x={x(point.x)}
                    width={Math.max(0, x(each.points[at + 1]?.x ?? until) - x(point.x))}
                    y={y(Math.min(1, point.share + point.error))}
                    height={
                      y(Math.max(0, point.share - point.error)) - y(Math.min(1, point.share + point.error))
                    }
                  />
                ) : null,
              )}
              <path className="middle" d={pathOf(each, x, y, until)} strokeDasharray={each.dash} />
            </g>
          ))}
        </svg>
      </div>
      <p className="reading">
        {series.map((each) => (
          <span key={each.name} className={`key ${each.dash ? 'dashed' : 'middle'}`}>
            {each.name}
          </span>
        ))}
        {xName} along the bottom
      </p>
    </ChartFrame>
  )
}

function pathOf(
  { start, points }: StepSeries,
  x: (at: number) => number,
  y: (share: number) => number,
  until: number,
): string {
  const steps = points.map((point) => `H${x(point.x)}V${y(point.share)}`)
  return `M${x(0)} ${y(start)}${steps.join('')}H${x(until)}`
}

const say = ({ name, start, points }: StepSeries) =>
  `${name}: ${percent(String(points.at(-1)?.share ?? start))} at the end`
