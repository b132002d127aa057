import { useId } from 'react'
import { abbreviate, percent } from '../figures/format.ts'
import type { Meaning } from './ink.ts'
import { fillOf, Textures } from './textures.tsx'

export interface Part {
  readonly name: string
  readonly meaning: Meaning
  readonly count: number
}

/** One bar of parts that make a whole, always in the order given, each with its count and share beside it. */
export function MixBar({ parts, label }: { parts: readonly Part[]; label: string }) {
  const id = useId()
  const whole = parts.reduce((sum, each) => sum + each.count, 0)
  let from = 0
  return (
    <div className="mix">
      <svg
        viewBox="0 0 1000 28"
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}: ${say(parts, whole)}`}
      >
        <Textures id={id} of={parts.map((each) => each.meaning)} />
        {parts.map(({ name, meaning, count }) => {
          const wide = whole === 0 ? 0 : (count / whole) * 1000
          const x = from
          from += wide
          return (
            <rect key={name} x={x} y={1} width={Math.max(0, wide)} height={26} {...fillOf(id, meaning)} />
          )
        })}
        {whole === 0 && <rect x={1} y={1} width={998} height={26} fill="none" stroke="var(--line)" />}
      </svg>
      <ul>
        {parts.map(({ name, meaning, count }) => (
          <li key={name} className={`key ${meaning}`}>
            {name} <b title={String(count)}>{abbreviate(String(count))}</b>{' '}
            <small>{whole === 0 ? '' : percent(String(count / whole))}</small>
          </li>
        ))}
      </ul>
    </div>
  )
}

const say = (parts: readonly Part[], whole: number) =>
  whole === 0 ? 'nothing' : parts.map(({ name, count }) => `${name} ${count} of ${whole}`).join(', ')
