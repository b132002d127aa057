import { type RefObject, useEffect, useRef, useState } from 'react'

/** The width of a box as the page has it now, so that a drawing keeps the size of its letters on any screen. */
export function useWidth(): readonly [RefObject<HTMLDivElement>, number] {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(640)
  useEffect(() => {
    const element = box.current
    if (!element) return
    setWidth(element.clientWidth)
    const watcher = new ResizeObserver(() => setWidth(element.clientWidth))
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [])
  return [box, width]
}

/** At most five round numbers from `low` to `high`. */
export function ticksOf(low: number, high: number): number[] {
  if (!(high > low)) return [low]
  const rough = (high - low) / 4
  const size = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((each) => each * size).find((each) => each >= rough) ?? size
  const ticks: number[] = []
  for (let at = Math.ceil(low / step) * step; at <= high + step / 1e6; at += step)
    ticks.push(Number(at.toPrecision(12)))
  return ticks
}
