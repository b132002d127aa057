import { useNetwork } from '../../app/network.tsx'
import { Failed, Loading } from '../../app/states.tsx'
import type { SamplesQuery } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { plain } from '../../figures/format.ts'
import { At } from '../../figures/when.tsx'
import { type Column, Table } from '../../tables/table.tsx'
import { statementOf } from '../../text/verdicts.ts'
import { HeldCheck } from './held-check.tsx'
import { SAMPLES } from './questions.ts'

type Sample = SamplesQuery['samples'][number] & { readonly logKey: string | undefined }

const MOST = 50
const SEEN: Readonly<Record<string, string>> = {
  anchor: 'anchored on a chain before the draw',
  witnesses: 'seen by witnesses before the draw',
}

const whole = (digits: string | null) => (digits === null ? '' : Number(digits).toLocaleString('en-US'))

function stateOf({ state, timedBy, weakBeacon, census }: Sample): string {
  const parts = [state.replace('_', ' '), census ? 'census' : '', weakBeacon ? 'weak beacon' : '']
  return [...parts, SEEN[timedBy ?? ''] ?? ''].filter((each) => each !== '').join(', ')
}

const COLUMNS: readonly Column<Sample>[] = [
  {
    id: 'statement',
    name: 'Statement',
    value: (row) => row.statement,
    cell: (row) => statementOf(row.statement).name,
  },
  {
    id: 'scope',
    name: 'Of',
    value: (row) => row.scope,
    cell: (row) => (row.scope === 'network' ? 'the network' : plain(row.nodeKey ?? row.relayer ?? row.scope)),
  },
  {
    id: 'population',
    name: 'Population',
    value: (row) => Number(row.size),
    cell: (row) => whole(row.size),
  },
  {
    id: 'outside',
    name: 'Outside, cannot be checked again',
    value: (row) => Number(row.notRecomputable),
    cell: (row) => whole(row.notRecomputable),
  },
  { id: 'drawn', name: 'Drawn', value: (row) => Number(row.count), cell: (row) => whole(row.count) },
  { id: 'state', name: 'State', value: (row) => row.state, cell: stateOf },
  {
    id: 'found',
    name: 'Verified / rejected / undecided',
    value: (row) => Number(row.rejected ?? -1),
    cell: (row) =>
      row.verified === null ? (
        <span className="missing">not yet</span>
      ) : (
        `${whole(row.verified)} / ${whole(row.rejected)} / ${whole(row.undecided)}`
      ),
  },
  {
    id: 'bound',
    name: 'Failures at most (one-sided 95 %)',
    value: (row) => (row.upperBound === null ? null : Number(row.upperBound)),
    cell: (row) =>
      row.upperBound === null ? (
        <span className="missing">{plain(row.noBound ?? '', 160)}</span>
      ) : (
        `${whole(row.upperBound)} of ${whole(row.size)}`
      ),
  },
  {
    id: 'held',
    name: 'In its log',
    value: (row) => row.entry,
    cell: (row) => <HeldCheck sample={row} logKey={row.logKey} />,
  },
  {
    id: 'drawnAt',
    name: 'Draw (UTC)',
    value: (row) => row.drawnAt,
    cell: (row) =>
      row.drawnAt === null ? <span className="missing">not known</span> : <At at={row.drawnAt} />,
  },
  {
    id: 'watchdog',
    name: 'Watchdog',
    hidden: true,
    value: (row) => row.watchdog,
    cell: (row) => plain(row.watchdog),
  },
  { id: 'origin', name: 'Log', hidden: true, value: (row) => row.origin, cell: (row) => plain(row.origin) },
]

/** The newest samples that nobody chose, with their bounds. */
export function SampleList() {
  const { network } = useNetwork()
  const answer = useAnswer(SAMPLES, { network: network.network, limit: MOST })
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  if (!answer.data) return <Loading rows={4} />
  const keys = new Map(answer.data.verdictLogs.map(({ origin, key }) => [origin, key]))
  const samples = answer.data.samples.map((each) => ({ ...each, logKey: keys.get(each.origin) }))
  return (
    <Table
      name="Samples"
      rows={samples}
      columns={COLUMNS}
      rowId={(row) => row.id}
      empty="No watchdog has drawn a sample of this network."
    />
  )
}
