import type { ReactNode } from 'react'
import { NodeLink } from '../../app/to.tsx'
import type { ChangesQuery } from '../../data/generated/graphql.ts'
import { plain, short, withUnit } from '../../figures/format.ts'
import { amountOf } from '../../figures/shown.ts'
import { causeOf, penaltyOf } from '../../text/nodes.ts'
import { parameterInWords } from '../../text/rules.ts'

export interface Change {
  readonly id: string
  readonly at: string
  readonly words: ReactNode
}

const MOST = 10

/** The newest things that happened to nodes and rules, as sentences, the newest first. */
export function listChanges(data: ChangesQuery): Change[] {
  const node = (key: string | null | undefined) =>
    key ? <NodeLink of={key} /> : 'a node that the log does not name'
  const changes: Change[] = [
    ...data.penalties.map(({ id, blockTime, nodeKey, kind, reason, amount }) => {
      const { value, unit } = amountOf(amount, { class: null, asOf: [] })
      return {
        id,
        at: blockTime,
        words: (
          <>
            {node(nodeKey)} was {plain(penaltyOf(kind))}
            {kind === 'slash' && `: ${value === null ? 'of how much is not stated' : withUnit(value, unit)}`}
            {reason && `, for ${plain(reason.replaceAll('_', ' '))}`}
          </>
        ),
      }
    }),
    ...data.statusChanges.map(({ id, blockTime, nodeKey, enabled, cause }) => ({
      id,
      at: blockTime,
      words: (
        <>
          {node(nodeKey)} was {enabled ? 'enabled' : `disabled ${plain(causeOf(cause))}`}
        </>
      ),
    })),
    ...data.parameterChanges.map(({ id, blockTime, parameter }) => ({
      id,
      at: blockTime,
      words: `the rule “${plain(parameterInWords(parameter))}” changed`,
    })),
    ...data.measurementChanges.map(({ id, blockTime, measurement, approved, version }) => ({
      id,
      at: blockTime,
      words: `the code ${version ? plain(version) : short(measurement)} was ${approved ? 'approved' : 'revoked'}`,
    })),
    ...data.registrations.map(({ id, blockTime, nodeKey, role }) => ({
      id,
      at: blockTime,
      words: (
        <>
          {node(nodeKey)} registered as {plain(role)}
        </>
      ),
    })),
  ]
  return changes.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, MOST)
}
