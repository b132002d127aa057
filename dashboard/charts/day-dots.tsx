import { abbreviate } from '../figures/format.ts'
import { ChartFrame } from './frame.tsx'

export interface DayValue {
  readonly day: string
  /** Null: the day has no value, for this reason. */
  readonly value: number | null
  readonly reason: string | null
}

const BINS = 24
const WIDE = 720
const HIGH = 130
const LEFT = 16

/** Every day as a dot above what it brought: how even days are, without a curve. */
export function DayDots({
  title,
  unit,
  days,
  note,
}: {
  title: string
  unit: string
  days: readonly DayValue[]
  note?: string
}) {
  const known = days.filter((each): each is DayValue & { value: number } => each.value !== null)
  const low = Math.min(0, ...known.map((each) => each.value))
  const top = Math.max(low, ...known.map((each) => each.value))
  const high = top > low ? top : low + 1
  const wide = (WIDE - 2 * LEFT) / BINS
  const binOf = (value: number) => Math.min(BINS - 1, Math.floor(((value - low) / (high - low)) * BINS))
  const bins = Array.from({ length: BINS }, (_, at) => known.filter((each) => binOf(each.value) === at))
  const most = Math.max(1, ...bins.map((each) => each.length))
  const step = Math.min(wide, (HIGH - 8) / most)
  const missing = days.length - known.length
  return (
    <ChartFrame
      title={title}
      unit={unit}
      note={missing > 0 ? `${note ?? ''} ${missing} days have no value and no dot.`.trim() : note}
      table={{
        header: ['day (UTC)', unit, 'why it is missing'],
        rows: days.map(({ day, value, reason }) => [day, value, reason ?? '']),
      }}
    >
      <svg
        className="day-dots"
        viewBox={`0 0 ${WIDE} ${HIGH}`}
        role="img"
        aria-label={`${title}: ${known.length} days between ${abbreviate(String(low))} and ${abbreviate(String(high))} ${unit}`}
      >
        {bins.map((inside, bin) =>
          inside.map(({ day, value }, at) => (
            <circle
              key={day}
              cx={LEFT + (bin + 0.5) * wide}
              cy={HIGH - 4 - (at + 0.5) * step}
              r={Math.max(1, Math.min(wide, step) * 0.42)}
            >
              <title>{`${day}: ${value}`}</title>
            </circle>
          )),
        )}
        <line x1={LEFT} x2={WIDE - LEFT} y1={HIGH - 1} y2={HIGH - 1} />
      </svg>
      <p className="ends">
        {[0, 0.5, 1].map((part) => (
          <span key={part}>{abbreviate(String(low + part * (high - low)))}</span>
        ))}
      </p>
    </ChartFrame>
  )
}
