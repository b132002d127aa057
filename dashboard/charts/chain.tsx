import type { ReactNode } from 'react'
import { ChartFrame } from './frame.tsx'

type LinkState = 'verified' | 'rejected' | 'undecided' | 'on chain' | 'nobody looked'

export interface ChainNode {
  readonly name: string
  /** What it is here: a hash, a version, a name. */
  readonly what: ReactNode
  /** The same for a file. */
  readonly text: string
}

export interface ChainEdge {
  readonly state: LinkState
  /** What the link says, and what was found. */
  readonly says: string
  readonly at: string | null
  readonly atShown: ReactNode
}

const CLASSES: Readonly<Record<LinkState, string>> = {
  verified: 'verified',
  rejected: 'rejected',
  undecided: 'undecided',
  'on chain': 'left',
  'nobody looked': 'unknown',
}

/** What a claim leans on, one thing on the other: each link with what was found about it and when. */
export function TrustChain({
  title,
  unit,
  nodes,
  edges,
  note,
}: {
  title: string
  unit: string
  nodes: readonly ChainNode[]
  edges: readonly ChainEdge[]
  note?: ReactNode
}) {
  return (
    <ChartFrame
      title={title}
      unit={unit}
      note={note}
      table={{
        header: ['from', 'to', 'found', 'what it says', 'when (UTC)'],
        rows: edges.map(({ state, says, at }, index) => [
          `${nodes[index]?.name}: ${nodes[index]?.text}`,
          `${nodes[index + 1]?.name}: ${nodes[index + 1]?.text}`,
          state,
          says,
          at,
        ]),
      }}
    >
      <ol className="trust" aria-label={title}>
        {nodes.map(({ name, what }, at) => {
          const edge = edges[at]
          return (
            <li key={name}>
              <div className="thing">
                <h4>{name}</h4>
                <p>{what}</p>
              </div>
              {edge && (
                <div className={`link ${CLASSES[edge.state]}`}>
                  <span className={`key ${CLASSES[edge.state]}`}>{edge.state}</span>
                  <p>{edge.says}</p>
                  <p className="when">{edge.atShown}</p>
                </div>
              )}
            </li>
          )
        })}
      </ol>
    </ChartFrame>
  )
}
