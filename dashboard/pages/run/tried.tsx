import { Steps } from '../../charts/steps.tsx'
import { Num } from '../../figures/num.tsx'
import { countOf, type Reading, shownOf } from '../../figures/shown.ts'
import { type Column, Table } from '../../tables/table.tsx'
import type { Economics } from './answer.tsx'

type Cohort = Economics['survival']['realised']['cohorts'][number]

/** What became of those who tried: nothing here is simulated. */
export function Tried({
  tried,
  role,
  reading,
  watchedDays,
}: {
  tried: Economics
  role: string
  reading: Reading
  watchedDays: number
}) {
  const { survival } = tried
  const { realised, leavers } = survival
  const last = Number(survival.steps.at(-1)?.days ?? 0)
  return (
    <section>
      <h2>Those who tried</h2>
      <p className="lead">
        {realised.operators === null || realised.operators === undefined ? (
          <>
            {realised.missing.every((each) => each.reason === 'NOT_APPLICABLE')
              ? 'None of them had anything to pay back'
              : 'What became of the operators of this role is not known'}
            : {[...new Set(realised.missing.map((each) => each.input))].join('; ')}.
          </>
        ) : realised.operators === 0 ? (
          <>Nobody has run a {role} node here yet.</>
        ) : (
          <>
            Of <Num name="Operators of the role" of={countOf(realised.operators, 'count', reading)} />{' '}
            {realised.operators === 1 ? 'operator' : 'operators'} who ran {role} nodes,{' '}
            <Num name="Paid back" of={countOf(realised.paid ?? null, 'count', reading)} /> had earned back
            what it cost, <Num name="Left before" of={countOf(realised.left ?? null, 'count', reading)} />{' '}
            left before, <Num name="Neither yet" of={countOf(realised.open ?? null, 'count', reading)} />{' '}
            neither yet
            {(realised.unknown ?? 0) > 0 && `, of ${realised.unknown} it is not known`}.
          </>
        )}
      </p>
      {(realised.operators ?? 0) > 0 && (
        <>
          <p>
            Net cash of the one in the middle so far:{' '}
            <Num name="Net cash so far" of={shownOf(realised.netCash)} />. Without payers shown to be related,{' '}
            <Num name="Paid back without related payers" of={shownOf(realised.paidWithoutRelated)} /> of them
            would be paid back. Within 24 months:{' '}
            <Num name="Paid back within 24 months" of={shownOf(realised.within24)} />.
          </p>
          <Table
            name="Paid back by month of joining"
            rows={realised.cohorts}
            columns={cohortColumns(reading)}
            rowId={(row) => row.cohort}
            sorted="cohort"
            prefix="cohort-"
            empty="Nobody joined."
          />
        </>
      )}
      <div className="columns spaced">
        <Steps
          title="How long nodes stay, all roles"
          unit="share that is still there"
          xName="days since joining"
          until={Math.max(watchedDays, last)}
          series={[
            {
              name: `${survival.nodes} nodes, ${survival.left} left`,
              start: 1,
              points: survival.steps.map((each) => ({
                x: Number(each.days),
                share: Number(each.survival),
                error: Number(each.error),
              })),
            },
          ]}
          note="The band is one standard error. Nodes that are still there count as long as they were watched."
        />
        <div>
          <h3>Those who left</h3>
          {leavers.nodes === 0 ? (
            <p>No {role} node has left.</p>
          ) : (
            <p>
              {leavers.nodes} {role} {leavers.nodes === 1 ? 'node has' : 'nodes have'} left. The one in the
              middle had {leavers.basis === 'profit' ? 'made' : 'taken in, before costs,'}{' '}
              <Num name="Earned by those who left" of={shownOf(leavers.earned)} /> by then;{' '}
              <Num name="Left at a loss" of={shownOf(leavers.atALoss)} /> left at a loss.
            </p>
          )}
          <p>
            Half of all nodes have left after:{' '}
            <Num name="Days until half have left" of={shownOf(survival.medianDays)} />.
          </p>
        </div>
      </div>
    </section>
  )
}

function cohortColumns(reading: Reading): Column<Cohort>[] {
  const count = (
    id: 'operators' | 'nodes' | 'paid' | 'left' | 'open' | 'unknown',
    name: string,
    about: string,
  ): Column<Cohort> => ({
    id,
    name,
    about,
    number: true,
    value: (row) => row[id] ?? null,
    cell: (row) => <Num name={`${name}, ${row.cohort}`} of={countOf(row[id] ?? null, 'count', reading)} />,
  })
  return [
    { id: 'cohort', name: 'joined in', value: (row) => row.cohort, cell: (row) => row.cohort },
    count('operators', 'operators', 'Addresses that ran nodes together count once'),
    count('nodes', 'nodes', 'Their nodes'),
    count('paid', 'paid back', 'Net cash had reached what their nodes cost'),
    count('left', 'left before', 'Left before they were paid back'),
    count('open', 'neither yet', 'Still there, not paid back'),
    { ...count('unknown', 'not known', 'Not known from some moment on'), hidden: true },
    {
      id: 'within24',
      name: 'within 24 months',
      about: 'Share that had paid back within 24 months of joining',
      number: true,
      value: (row) => (row.within24.value === null ? null : Number(row.within24.value)),
      cell: (row) => <Num name={`Within 24 months, ${row.cohort}`} of={shownOf(row.within24)} />,
    },
    {
      id: 'netCash',
      name: 'net cash, median',
      about: 'Net cash by the end of what is known of each',
      number: true,
      value: (row) => (row.netCash.value === null ? null : Number(row.netCash.value)),
      cell: (row) => <Num name={`Net cash, ${row.cohort}`} of={shownOf(row.netCash)} />,
    },
  ]
}
