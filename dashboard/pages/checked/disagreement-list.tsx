import { useNetwork } from '../../app/network.tsx'
import { Failed, Loading } from '../../app/states.tsx'
import { To } from '../../app/to.tsx'
import type { DisagreementsQuery, Fault, Outcome } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { plain } from '../../figures/format.ts'
import { At } from '../../figures/when.tsx'
import { type Column, Table } from '../../tables/table.tsx'
import { outcomeOf, statementOf } from '../../text/verdicts.ts'
import { DISAGREEMENTS } from './questions.ts'

type Disagreement = DisagreementsQuery['disagreements'][number]

const MOST = 50

function said(watchdog: string, outcome: Outcome, code: string, fault: Fault | null): string {
  return `${plain(watchdog)}: ${outcomeOf(outcome, fault)} (${plain(code)})`
}

const COLUMNS: readonly Column<Disagreement>[] = [
  {
    id: 'statement',
    name: 'Statement',
    value: (row) => row.statement,
    cell: (row) => statementOf(row.statement).name,
  },
  {
    id: 'subject',
    name: 'About',
    value: (row) => row.subjectId,
    cell: (row) =>
      row.subjectKind === 'claim' ? (
        <To page="claim" id={row.subjectId}>{`claim ${plain(row.subjectId)}`}</To>
      ) : (
        `${row.subjectKind} ${plain(row.subjectId)}`
      ),
  },
  {
    id: 'first',
    name: 'One says',
    value: (row) => row.watchdog,
    cell: (row) => said(row.watchdog, row.outcome, row.code, row.fault),
  },
  {
    id: 'other',
    name: 'Another says',
    value: (row) => row.otherWatchdog,
    cell: (row) => said(row.otherWatchdog, row.otherOutcome, row.otherCode, row.otherFault),
  },
  {
    id: 'open',
    name: 'State',
    value: (row) => String(row.open),
    cell: (row) => (row.open ? 'open' : 'one of the two corrected itself'),
  },
  {
    id: 'found',
    name: 'Found (UTC)',
    value: (row) => row.foundAt,
    cell: (row) => <At at={row.foundAt} />,
  },
]

/** Where two watchdogs decided the same otherwise, the newest first. */
export function DisagreementList() {
  const { network } = useNetwork()
  const answer = useAnswer(DISAGREEMENTS, { network: network.network, limit: MOST })
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  if (!answer.data) return <Loading rows={3} />
  return (
    <Table
      name="Disagreements"
      rows={answer.data.disagreements}
      columns={COLUMNS}
      rowId={(row) => row.id}
      empty="No two watchdogs decided the same statement otherwise."
    />
  )
}
