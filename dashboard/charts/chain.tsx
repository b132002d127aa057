import type { ReactNode } from 'react'
import { ChartFrame } from './frame.tsx'

type LinkState = 'verified' | 'missing' | 'unknown'

export interface ChainLink {
  readonly name: string
  /** The thing itself, here: a hash, a version, a name. */
  readonly what: ReactNode
  /** The same for a file. */
  readonly text: string | null
  readonly state: LinkState
  /** What was found about it. */
  readonly says: string
  readonly at: string | null
  readonly shownBy: ReactNode
}

const CLASSES: Readonly<Record<LinkState, string>> = {
  verified: 'verified',
  missing: 'rejected',
  unknown: 'unknown',
}

/** What a claim leans on, one thing on the next: each with what was found about it and what shows that. */
export function TrustChain({
  title,
  unit,
  links,
  note,
}: {
  title: string
  unit: string
  links: readonly ChainLink[]
  note?: ReactNode
}) {
  return (
    <ChartFrame
      title={title}
      unit={unit}
      note={note}
      table={{
        header: ['link', 'what it is', 'found', 'what it says', 'when (UTC)'],
        rows: links.map(({ name, text, state, says, at }) => [name, text, state, says, at]),
      }}
    >
      <ol className="trust" aria-label={title}>
        {links.map(({ name, what, state, says, shownBy }) => (
          <li key={name} className={`link ${CLASSES[state]}`}>
            <h4>{name}</h4>
            <p>{what}</p>
            <span className={`key ${CLASSES[state]}`}>{state}</span>
            <p>{says}</p>
            <p className="when">{shownBy}</p>
          </li>
        ))}
      </ol>
    </ChartFrame>
  )
}
