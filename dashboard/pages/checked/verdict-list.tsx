import { useChoice } from '../../app/choice.ts'
import { useNetwork } from '../../app/network.tsx'
import { Failed, Loading } from '../../app/states.tsx'
import { NodeLink, To } from '../../app/to.tsx'
import { addressOf } from '../../data/ask.ts'
import type { VerdictsQuery, VerdictWhereInput } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { plain } from '../../figures/format.ts'
import { At } from '../../figures/when.tsx'
import { type Column, Table } from '../../tables/table.tsx'
import { outcomeOf, STATEMENTS, statementOf } from '../../text/verdicts.ts'
import { VERDICTS } from './questions.ts'

type Verdict = VerdictsQuery['verdicts'][number]

const MOST = 200

const COLUMNS: readonly Column<Verdict>[] = [
  {
    id: 'subject',
    name: 'About',
    value: (row) => row.subjectId,
    cell: (row) =>
      row.subjectKind === 'claim' ? (
        <To page="claim" id={row.subjectId}>
          {row.subjectKind} {row.subjectId}
        </To>
      ) : (
        `${row.subjectKind} ${row.subjectId}`
      ),
  },
  {
    id: 'statement',
    name: 'Statement',
    value: (row) => row.statement,
    cell: (row) => statementOf(row.statement).name,
  },
  {
    id: 'outcome',
    name: 'Outcome',
    value: (row) => outcomeOf(row.outcome, row.fault),
    cell: (row) => (
      <span className={`outcome ${row.outcome}`}>
        {outcomeOf(row.outcome, row.fault)}
        {row.correctedByNumber !== null && ' (proved wrong, corrected)'}
        {row.correctsNumber !== null && ' (corrects an earlier one)'}
      </span>
    ),
  },
  { id: 'code', name: 'Code', value: (row) => row.code, cell: (row) => <code>{row.code}</code> },
  {
    id: 'node',
    name: 'Node',
    value: (row) => row.nodeKey,
    cell: (row) =>
      row.nodeKey === null ? <span className="missing">names none</span> : <NodeLink of={row.nodeKey} />,
  },
  { id: 'watchdog', name: 'Watchdog', value: (row) => row.watchdog, cell: (row) => plain(row.watchdog) },
  { id: 'at', name: 'Of (UTC)', value: (row) => row.subjectTime, cell: (row) => <At at={row.subjectTime} /> },
  {
    id: 'checked',
    name: 'Checked (UTC)',
    hidden: true,
    value: (row) => row.checkedAt,
    cell: (row) => <At at={row.checkedAt} />,
  },
  {
    id: 'detail',
    name: 'Detail',
    hidden: true,
    value: (row) => row.detail,
    cell: (row) => plain(row.detail, 160),
  },
]

/** The newest verdicts of the network, chosen by outcome, fault and statement. */
export function VerdictList() {
  const { network } = useNetwork()
  const [outcome, setOutcome] = useChoice('outcome')
  const [statement, setStatement] = useChoice('statement')
  const where: VerdictWhereInput = {
    network_eq: network.network,
    superseded_eq: false,
    ...(isOutcome(outcome) && { outcome_eq: outcome }),
    ...(statement !== '' && { statement_eq: statement }),
  }
  const answer = useAnswer(VERDICTS, { where, limit: MOST })
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  return (
    <>
      <div className="choices">
        <label>
          Outcome{' '}
          <select value={outcome} onChange={(event) => setOutcome(event.target.value)}>
            <option value="">all</option>
            {['verified', 'rejected', 'undecided'].map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <label>
          Statement{' '}
          <select value={statement} onChange={(event) => setStatement(event.target.value)}>
            <option value="">all</option>
            {Object.entries(STATEMENTS).map(([id, { name }]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      {answer.data ? (
        <Table
          name="Verdicts"
          rows={answer.data.verdicts}
          columns={COLUMNS}
          rowId={(row) => row.id}
          empty="No verdict is like that."
        />
      ) : (
        <Loading />
      )}
      {answer.data?.verdicts.length === MOST && (
        <p className="note">
          The newest {MOST}. All of them are at{' '}
          <a href={addressOf(`/export/verdicts.csv?network=${network.network}`)}>/export</a>.
        </p>
      )}
    </>
  )
}

const isOutcome = (text: string): text is 'verified' | 'rejected' | 'undecided' =>
  text === 'verified' || text === 'rejected' || text === 'undecided'
