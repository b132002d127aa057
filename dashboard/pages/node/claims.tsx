import { useMemo } from 'react'
import { Failed, Loading } from '../../app/states.tsx'
import { To } from '../../app/to.tsx'
import type { NodeClaimsQuery } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { ClaimLink } from '../../figures/claim-link.tsx'
import { Verdict } from '../../figures/verdict.tsx'
import { At } from '../../figures/when.tsx'
import { useWindow } from '../../figures/window.ts'
import { type Column, Table } from '../../tables/table.tsx'
import { codeOf } from '../../text/codes.ts'
import { evidenceOf } from '../../text/nodes.ts'
import { outcomeOf, statementOf } from '../../text/verdicts.ts'
import type { NodeNow } from './node-now.ts'
import { NODE_CLAIMS } from './questions.ts'

type ClaimRow = NodeClaimsQuery['claims'][number]

/** The worst that stands about a claim decides its line: rejected, then verified, then undecided. */
function standingOf({ verdicts }: Pick<ClaimRow, 'verdicts'>) {
  const standing = verdicts.filter((each) => !each.superseded)
  return (['rejected', 'verified', 'undecided'] as const)
    .map((outcome) => standing.find((each) => each.outcome === outcome))
    .find((each) => each !== undefined)
}

const wordsOf = (row: ClaimRow) => {
  const standing = standingOf(row)
  return standing ? outcomeOf(standing.outcome, standing.fault) : null
}

const COLUMNS: readonly Column<ClaimRow>[] = [
  {
    id: 'claim',
    name: 'Claim',
    value: ({ id }) => id,
    cell: ({ id }) => <ClaimLink of={id} />,
  },
  {
    id: 'time',
    name: 'Settled (UTC)',
    value: (row) => row.blockTime,
    cell: (row) => <At at={row.blockTime} />,
  },
  {
    id: 'verdict',
    name: 'Found',
    about: 'Rejected if any statement about it is; else verified if one is',
    value: wordsOf,
    cell: (row) => {
      const standing = standingOf(row)
      return standing ? (
        <Verdict outcome={standing.outcome} fault={standing.fault} />
      ) : (
        <span className="missing">nobody looked yet</span>
      )
    },
  },
  {
    id: 'why',
    name: 'What was found',
    value: (row) => standingOf(row)?.code ?? null,
    cell: (row) => {
      const standing = standingOf(row)
      if (!standing) return null
      const words = standing.outcome === 'verified' ? verifiedOf(row) : codeOf(standing.code).meaning
      return (
        <>
          {words} <code>{standing.outcome === 'verified' ? '' : standing.code}</code>
        </>
      )
    },
  },
  {
    id: 'evidence',
    name: 'Evidence',
    value: (row) => row.evidence,
    cell: (row) => evidenceOf(row.evidence),
  },
  {
    id: 'block',
    name: 'Block',
    number: true,
    hidden: true,
    value: (row) => row.blockNumber,
    cell: (row) => row.blockNumber,
  },
  {
    id: 'tx',
    name: 'Transaction',
    hidden: true,
    value: (row) => row.txHash,
    cell: (row) => <code>{row.txHash}</code>,
  },
]

const verifiedOf = ({ verdicts }: ClaimRow) =>
  [
    ...new Set(
      verdicts
        .filter((each) => each.outcome === 'verified' && !each.superseded)
        .map((each) => statementOf(each.statement).short),
    ),
  ]
    .sort()
    .join(', ')

/** The newest claims that name the node. */
export function Claims({ node: { network, chainId, key } }: { node: NodeNow }) {
  const { bound } = useWindow()
  const { data, error } = useAnswer(NODE_CLAIMS, { network, chain: chainId, key, end: bound })
  const rows = useMemo(() => data?.claims ?? [], [data])
  return (
    <section>
      <h2>Its newest claims</h2>
      {error && !data && <Failed error={error} />}
      {!data && !error && <Loading rows={4} />}
      {data && (
        <>
          <Table
            name="Claims"
            prefix="claims."
            rows={rows}
            columns={COLUMNS}
            rowId={(row) => row.id}
            sorted="-time"
            empty="No claim names this node up to that moment."
          />
          {rows.length === 200 && (
            <p className="note">The newest 200. All of them are in the export of claims.</p>
          )}
          <p className="note">
            A forged claim names a node too: look at whose fault a rejection is.{' '}
            <To page="checked">How claims are checked</To>
          </p>
        </>
      )}
    </section>
  )
}
