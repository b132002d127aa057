import { useEffect, useMemo, useRef, useState } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { abbreviate } from '../figures/format.ts'
import { ChartFrame } from './frame.tsx'
import { colourOf, type Meaning, patternOf } from './ink.ts'
import { useTheme } from './theme.ts'

export interface DaySeries {
  readonly name: string
  readonly meaning: Meaning
  /** By day: a number, 0 included; null: it was watched and has no value; undefined: not indexed. */
  readonly values: readonly (number | null | undefined)[]
}

export interface DayBarsProps {
  readonly title: string
  readonly unit: string
  /** UTC days, one after the other without a hole. */
  readonly days: readonly string[]
  readonly series: readonly DaySeries[]
  /** The day that is not over: its bar is drawn open. */
  readonly running?: string | null
  /** What happened on a day, as a flag above it. */
  readonly events?: readonly { readonly day: string; readonly text: string }[]
  readonly note?: string
}

/** Stacked bars by UTC day. Arrow keys walk along them; a line below says the values of the day. */
export function DayBars({ title, unit, days, series, running = null, events = [], note }: DayBarsProps) {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const [at, setAt] = useState<number | null>(null)
  const theme = useTheme()
  const stacked = useMemo(() => stack(series, days.length), [series, days.length])
  const gaps = useMemo(
    () => days.map((_, index) => series.every(({ values }) => values[index] === undefined)),
    [days, series],
  )

  useEffect(() => {
    const element = box.current
    if (!element || days.length === 0) return
    const marks = { days, running, gaps, events: new Set(events.map((each) => each.day)) }
    const made = new uPlot(
      options(element.clientWidth, series, marks, setAt),
      [days.map((_, index) => index), ...stacked.toReversed()] as uPlot.AlignedData,
      element,
    )
    plot.current = made
    const watcher = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }))
    watcher.observe(element)
    return () => {
      watcher.disconnect()
      made.destroy()
    }
  }, [days, series, stacked, gaps, running, events, theme])

  const walk = (step: number) => {
    const next = Math.min(days.length - 1, Math.max(0, (at ?? (step > 0 ? -1 : days.length)) + step))
    const made = plot.current
    if (made) made.setCursor({ left: made.valToPos(next, 'x'), top: 8 })
    setAt(next)
  }
  return (
    <ChartFrame
      title={title}
      unit={unit}
      note={note}
      table={{
        header: ['day (UTC)', ...series.map((each) => each.name)],
        rows: days.map((each, index) => [
          `${each}${each === running ? ' (running)' : ''}`,
          ...series.map(({ values }) => values[index] ?? null),
        ]),
      }}
    >
      <div
        ref={box}
        className="plot"
        tabIndex={0}
        role="img"
        aria-label={`${title}, ${days.length} days from ${days[0]} to ${days.at(-1)}. Arrow keys read the values day by day.`}
        onKeyDown={(event) => {
          if (event.key === 'ArrowRight') walk(1)
          else if (event.key === 'ArrowLeft') walk(-1)
          else return
          event.preventDefault()
        }}
      />
      <p className="reading" aria-live="polite">
        {at === null || days[at] === undefined ? (
          <Legend
            series={series}
            gaps={gaps.includes(true)}
            running={running !== null && days.includes(running)}
          />
        ) : (
          <>
            <b>{days[at]}</b>
            {days[at] === running ? ' (not over)' : ''}:{' '}
            {gaps[at]
              ? 'not indexed'
              : series.map(({ name, values }) => `${name} ${sayOf(values[at])}`).join(' · ')}
            {events.filter((each) => each.day === days[at]).map((each) => ` · ${each.text}`)}
          </>
        )}
      </p>
    </ChartFrame>
  )
}

const sayOf = (value: number | null | undefined) =>
  value === undefined ? 'not indexed' : value === null ? 'not known' : abbreviate(String(value))

function Legend({
  series,
  gaps,
  running,
}: {
  series: readonly DaySeries[]
  gaps: boolean
  running: boolean
}) {
  return (
    <>
      {series.map(({ name, meaning }) => (
        <span key={name} className={`key ${meaning}`}>
          {name}
        </span>
      ))}
      {gaps && <span className="key gap">not indexed</span>}
      {running && <span className="key open">the day is not over</span>}
    </>
  )
}

const HEIGHT = 220

/** Each series on top of those before it; a value that is not known adds nothing. */
function stack(series: readonly DaySeries[], length: number): number[][] {
  const sums = new Array<number>(length).fill(0)
  return series.map(({ values }) =>
    sums.map((sum, index) => {
      sums[index] = sum + (values[index] ?? 0)
      return sums[index]
    }),
  )
}

interface Marks {
  readonly days: readonly string[]
  readonly running: string | null
  readonly gaps: readonly boolean[]
  readonly events: ReadonlySet<string>
}

function options(
  width: number,
  series: readonly DaySeries[],
  marks: Marks,
  onMove: (at: number | null) => void,
): uPlot.Options {
  const ink = colourOf('--soft')
  const bars = uPlot.paths.bars?.({ size: [0.8, 64], gap: 1 })
  const axis = {
    stroke: ink,
    grid: { stroke: colourOf('--line'), width: 1 },
    ticks: { show: false },
    font: '12px system-ui',
  }
  return {
    width,
    height: HEIGHT,
    // Half of a day's name stands right of the last bar.
    padding: [12, 36, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: {
      x: { time: false, range: (_, from, to) => [from - 0.5, to + 0.5] },
      y: { range: (_, low, high) => [Math.min(0, low), high > 0 ? high * 1.08 : 1] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 80,
        values: (_, ticks) => ticks.map((tick) => marks.days[tick] ?? ''),
        incrs: [1, 2, 7, 14, 30, 60, 90, 180],
      },
      { ...axis, space: 60, size: 52, values: (_, ticks) => ticks.map((tick) => abbreviate(String(tick))) },
    ],
    // The highest sum is drawn first: the lower ones stand in front of it.
    series: [{}, ...series.toReversed().map((each) => seriesOf(each, bars))],
    hooks: {
      drawClear: [(plot) => drawGaps(plot, marks)],
      draw: [(plot) => drawMarks(plot, marks, series)],
      setCursor: [(plot) => onMove(plot.cursor.idx ?? null)],
    },
  }
}

function seriesOf({ name, meaning }: DaySeries, bars: uPlot.Series.PathBuilder | undefined): uPlot.Series {
  return {
    label: name,
    fill: () => patternOf(meaning),
    stroke: () => colourOf('--paper'),
    width: 1,
    points: { show: false },
    ...(bars && { paths: bars }),
  }
}

const widthOf = (plot: uPlot) => Math.abs(plot.valToPos(1, 'x', true) - plot.valToPos(0, 'x', true))

/** Days that are not indexed are hatched over the whole height: a gap is no zero. */
function drawGaps(plot: uPlot, { days, gaps }: Marks): void {
  const { ctx, bbox } = plot
  const wide = widthOf(plot)
  ctx.save()
  ctx.fillStyle = patternOf('gap')
  ctx.globalAlpha = 0.5
  for (const [index] of days.entries())
    if (gaps[index]) ctx.fillRect(plot.valToPos(index, 'x', true) - wide / 2, bbox.top, wide, bbox.height)
  ctx.restore()
}

/** Zero is a short line on the axis, an unknown value a hollow mark, the running day an open frame, an event a flag. */
function drawMarks(plot: uPlot, { days, running, gaps, events }: Marks, series: readonly DaySeries[]): void {
  const { ctx, bbox } = plot
  const wide = widthOf(plot)
  ctx.save()
  ctx.strokeStyle = colourOf('--ink')
  ctx.lineWidth = window.devicePixelRatio
  for (const [index, day] of days.entries()) {
    const x = plot.valToPos(index, 'x', true)
    const base = plot.valToPos(0, 'y', true)
    const values = series.map((each) => each.values[index])
    if (!gaps[index] && values.every((each) => each === 0)) {
      ctx.beginPath()
      ctx.moveTo(x - wide * 0.3, base - 1)
      ctx.lineTo(x + wide * 0.3, base - 1)
      ctx.stroke()
    }
    if (values.includes(null)) {
      ctx.beginPath()
      ctx.arc(x, base - 6 * window.devicePixelRatio, 3 * window.devicePixelRatio, 0, 7)
      ctx.stroke()
    }
    if (day === running) {
      ctx.setLineDash([4, 3])
      ctx.strokeRect(x - wide * 0.45, bbox.top, wide * 0.9, bbox.height)
      ctx.setLineDash([])
    }
    if (events.has(day)) {
      ctx.fillStyle = colourOf('--penalty')
      ctx.beginPath()
      ctx.moveTo(x, bbox.top)
      ctx.lineTo(x + 8 * window.devicePixelRatio, bbox.top + 4 * window.devicePixelRatio)
      ctx.lineTo(x, bbox.top + 8 * window.devicePixelRatio)
      ctx.fill()
      ctx.beginPath()
      ctx.moveTo(x, bbox.top)
      ctx.lineTo(x, bbox.top + 16 * window.devicePixelRatio)
      ctx.stroke()
    }
  }
  ctx.restore()
}
